/** What both entry points export. @module */

export {
  batchExtractBytes,
  batchExtractBytesSync,
  batchExtractFiles,
  batchExtractFilesSync,
  type BatchItem,
  extractMany,
} from "./batch.ts";
export {
  detectMimeType,
  detectSimd,
  type FormatInfo,
  load,
  type LoadOptions,
  type SimdCapabilities,
  supportedFormats,
  version,
} from "./common.ts";
export { type DuplicateCheckOptions, DuplicateIndex } from "./duplicate_index.ts";
export { type DuplicateMatch, DuplicateReport, type DuplicateReportData } from "./duplicate_report.ts";
export { type DuplicateOptions, findDuplicates, findDuplicatesSync, type Paths, scanDuplicates } from "./duplicates.ts";
export {
  type Audio,
  type AudioChunk,
  type AudioChunkOptions,
  audioChunks,
  type AudioOptions,
  codecs,
  decodeAudio,
  probe,
} from "./media.ts";
export {
  type Frame,
  type FrameBatch,
  type FrameOptions,
  type Pixels,
  thumbnail,
  type ThumbnailOptions,
  videoFrames,
} from "./pictures.ts";
export {
  type Crop,
  transcode,
  type TranscodeProgress,
  type TranscodeSettings,
  transcodeSync,
  transcodeToBytes,
} from "./transcode.ts";
export { TranscodeOptions, Transcoder } from "./transcoder.ts";
export { type BatchResult, extractBytes, extractBytesSync, extractFile, extractFileSync } from "./documents.ts";
export {
  EncryptedError,
  type ErrorPlace,
  InternalError,
  InvalidOptionsError,
  IoError,
  LibraryLoadError,
  LimitError,
  LodeError,
  MediaError,
  ModelExecutionError,
  ModelImportError,
  OcrError,
  ParseError,
  PluginError,
  TypeConversionError,
  UnsupportedFormatError,
  ValidationError,
} from "./errors.ts";
export { type GpuMemory, gpuMemory } from "./gpu.ts";
export type { Input } from "./input.ts";
export type {
  AudioInput,
  Eventually,
  FramePreferences,
  FrameTensor,
  ModelFunctions,
  Transcript,
  Transcription,
  TranscriptSegment,
  Vector,
  VideoAnalysis,
} from "./models/functions.ts";
export { Models } from "./models/models.ts";
export type {
  AnalyzeVideoOptions,
  EmbeddingResult,
  EmbedImagesOptions,
  EmbedVideoOptions,
  ImageInput,
  ModelsOptions,
  TranscribeOptions,
} from "./models/options.ts";
export { type Attempt, loadAttempts } from "./native/load.ts";
export type { JobProgress } from "./native/hub.ts";
export type * from "./native/generated/types.ts";
export type {
  ChunkOptions,
  ExtractBytesOptions,
  ExtractOptions,
  JobOptions,
  KeywordOptions,
  LanguageOptions,
  Limits,
  OcrOptions,
  Progress,
} from "./options.ts";
export { type OcrModelOptions, ocrModels } from "./models/ocr.ts";
export {
  type OnnxImageModel,
  type OnnxModel,
  onnxModels,
  type OnnxOptions,
  type OnnxSpeechModel,
} from "./models/onnx.ts";
export { transformersModels, type TransformersOptions } from "./models/transformers.ts";
export {
  clearOcrBackends,
  clearPostProcessors,
  clearValidators,
  listOcrBackends,
  listPostProcessors,
  listValidators,
  type OcrBackend,
  type OcrResult,
  type OcrWord,
  type PageImage,
  type Plugins,
  type PostProcessor,
  type PostProcessorSelection,
  registerOcrBackend,
  registerPostProcessor,
  registerValidator,
  unregisterOcrBackend,
  unregisterPostProcessor,
  unregisterValidator,
  type Validator,
} from "./plugins.ts";
export { type PixelFormat, type RenderOptions, renderPages } from "./render.ts";
export { type TesseractBackend, tesseractOcr, type TesseractOptions } from "./tesseract.ts";
export { chunk, detectLanguages, keywords } from "./text.ts";

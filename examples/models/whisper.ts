/** Speech recognition by Whisper. The package `@huggingface/transformers` downloads the model when it is first used. */

import { type ModelFunctions, transformersModels } from "../../mod.ts";

const model: ModelFunctions = transformersModels({ speech: "onnx-community/whisper-tiny" });
export default model;

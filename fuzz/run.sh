#!/bin/sh
# Fuzzes every parser: fuzz/run.sh [SECONDS] [FORMAT...]. Needs nightly Rust; plain cargo flags, no cargo-fuzz.
# FORMAT is media (needs FFmpeg: cargo xtask ffmpeg), lexers, matcher, options, reply, decrypt, enrich, render, any (whatever is detected), or a file extension such as docx. Seeds come from
# tests/fixtures and fuzz/corpus; what is found stays in fuzz/finds.
set -eu
cd "$(dirname "$0")"
seconds=${1:-60}
[ $# -gt 0 ] && shift
formats=${*:-media lexers matcher options reply decrypt enrich render any pdf docx doc pptx ppt odt odp xlsx xls xlsb ods csv html epub rtf eml msg zip tar gz md ipynb json xml txt png jpg webp tif bmp gif}
target=$(rustc +nightly -vV | sed -n 's/^host: //p')
export RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Zsanitizer=address"
cargo +nightly build --release --target "$target"
mkdir -p finds
LODE_FFMPEG=${LODE_FFMPEG:-$(echo "$PWD"/../target/ffmpeg/*-*)}
export LODE_FFMPEG

media_type() {
  case "$1" in
    pdf) echo application/pdf ;;
    docx) echo application/vnd.openxmlformats-officedocument.wordprocessingml.document ;;
    pptx) echo application/vnd.openxmlformats-officedocument.presentationml.presentation ;;
    doc) echo application/msword ;;
    ppt) echo application/vnd.ms-powerpoint ;;
    odt) echo application/vnd.oasis.opendocument.text ;;
    odp) echo application/vnd.oasis.opendocument.presentation ;;
    xlsx) echo application/vnd.openxmlformats-officedocument.spreadsheetml.sheet ;;
    xls) echo application/vnd.ms-excel ;;
    xlsb) echo application/vnd.ms-excel.sheet.binary.macroenabled.12 ;;
    ods) echo application/vnd.oasis.opendocument.spreadsheet ;;
    epub) echo application/epub+zip ;;
    rtf) echo application/rtf ;;
    eml) echo message/rfc822 ;;
    msg) echo application/vnd.ms-outlook ;;
    zip) echo application/zip ;;
    tar) echo application/x-tar ;;
    gz) echo application/gzip ;;
    csv) echo text/csv ;;
    html) echo text/html ;;
    md) echo text/markdown ;;
    ipynb) echo application/x-ipynb+json ;;
    json) echo application/json ;;
    xml) echo application/xml ;;
    txt) echo text/plain ;;
    jpg) echo image/jpeg ;;
    tif) echo image/tiff ;;
    *) echo "image/$1" ;;
  esac
}

for format in $formats; do
  echo "=== $format, $seconds s"
  corpus="corpus/$format"
  mkdir -p "$corpus"
  case "$format" in
    render) extension=pdf program=render ;;
    any) extension='*' program=extract ;;
    enrich) extension=txt program=enrich ;;
    media) extension='*' program=media ;;
    lexers) extension=md program=lexers ;;
    matcher) extension=md program=matcher ;;
    options|reply) extension=json program=$format ;;
    decrypt) extension=docx program=decrypt ;;
    *) extension=$format program=extract ;;
  esac
  # Deriving keys takes seconds under the sanitizer, and so does a page-sized picture.
  fixtures=../tests/fixtures
  [ "$program" = media ] && fixtures="../tests/fixtures/media ../tests/fixtures/animations"
  # shellcheck disable=SC2086
  find $fixtures -type f -name "*.$extension" ! -name '*encrypted*' ! -name 'scan.*' -size -64k -exec cp -n {} "$corpus/" \;
  if [ "$program" = decrypt ]; then
    # Opened without asking or with a password that the target has; and what a document says of its encryption, with few rounds.
    cp -n ../tests/fixtures/encrypted.xlsx ../tests/fixtures/encrypted.ods ../tests/fixtures/encrypted-*.doc \
      ../tests/fixtures/encrypted-*.xls ../tests/fixtures/encrypted-*.ppt "$corpus/"
    {
      printf '\004\000\004\000\100\000\000\000'
      tr '\n' ' ' < ../tests/fixtures/encrypted.docx | grep -a -o '<encryption .*</encryption>' |
        sed 's/spinCount="[0-9]*"/spinCount="9"/'
    } > "$corpus/agile"
  fi
  if [ "$program" = extract ] && [ "$format" != any ]; then
    LODE_FUZZ_FORMAT=$(media_type "$format")
    export LODE_FUZZ_FORMAT
  else
    unset LODE_FUZZ_FORMAT
  fi
  "target/$target/release/$program" "$corpus" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
    -artifact_prefix="finds/$format-" -print_final_stats=0
done
echo "nothing found"

#include <csetjmp>
#include <cstdio>
#include <vector>

// These must follow <cstdio>, because they use its types.
#include <jerror.h>
#include <jpeglib.h>

#include "models/data/images/image_file.h"

namespace tiersim::models {
namespace {

// A progressive file with scans of a few bytes can keep a decoder busy for hours.
constexpr int kMostScans = 500;

/// Handles libjpeg's errors by a jump. libjpeg's own handler would end the process.
struct ErrorManager {
  jpeg_error_mgr base;  // first member: libjpeg's pointer to it is a pointer to this
  std::jmp_buf jump;
  char message[JMSG_LENGTH_MAX];
};

ErrorManager& manager_of(j_common_ptr info) { return *reinterpret_cast<ErrorManager*>(info->err); }

[[noreturn]] void leave(j_common_ptr info) {
  ErrorManager& errors = manager_of(info);
  info->err->format_message(info, errors.message);
  std::longjmp(errors.jump, 1);
}

void on_message(j_common_ptr info, int level) {
  // PIL ignores most warnings, too, but not the end of the data.
  if (level < 0 && info->err->msg_code == JWRN_JPEG_EOF) leave(info);
}

void on_progress(j_common_ptr info) {
  if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number <= kMostScans) return;
  ErrorManager& errors = manager_of(info);
  std::snprintf(errors.message, sizeof(errors.message), "it has more than %d scans", kMostScans);
  std::longjmp(errors.jump, 1);
}

/// Decompresses one image. libjpeg's errors jump out of these functions, so no object in them may
/// have a destructor.
class JpegDecoder {
 public:
  JpegDecoder() {
    info_.err = jpeg_std_error(&errors_.base);
    errors_.base.error_exit = leave;
    errors_.base.emit_message = on_message;
    errors_.base.output_message = [](j_common_ptr) {};
    progress_.progress_monitor = on_progress;
  }
  JpegDecoder(const JpegDecoder&) = delete;
  JpegDecoder& operator=(const JpegDecoder&) = delete;
  ~JpegDecoder() { jpeg_destroy_decompress(&info_); }

  bool read_header(std::string_view bytes) {
    if (setjmp(errors_.jump) != 0) return false;
    jpeg_create_decompress(&info_);
    info_.progress = &progress_;
    jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&info_, TRUE);
    info_.out_color_space = is_cmyk() ? JCS_CMYK : JCS_RGB;
    return true;
  }

  /// `rows`: one pointer for each row, to width() * channels() bytes.
  bool read_rows(std::vector<JSAMPROW>& rows) {
    if (setjmp(errors_.jump) != 0) return false;
    jpeg_start_decompress(&info_);
    while (info_.output_scanline < info_.output_height) {
      jpeg_read_scanlines(&info_, &rows[info_.output_scanline], 1);
    }
    jpeg_finish_decompress(&info_);
    return true;
  }

  bool is_cmyk() const {
    return info_.jpeg_color_space == JCS_CMYK || info_.jpeg_color_space == JCS_YCCK;
  }
  std::uint64_t width() const { return info_.image_width; }
  std::uint64_t height() const { return info_.image_height; }
  const char* message() const { return errors_.message; }

 private:
  jpeg_decompress_struct info_{};
  jpeg_progress_mgr progress_{};
  ErrorManager errors_{};
};

/// Converts CMYK uint8 [H, W, 4], inverted as in files, to RGB: each ink absorbs its share of the
/// light that black leaves.
at::Tensor cmyk_to_rgb(const at::Tensor& inverted, at::Tensor rgb) {
  const auto* in = inverted.data_ptr<std::uint8_t>();
  auto* out = rgb.data_ptr<std::uint8_t>();
  for (std::int64_t i = inverted.numel() / 4; i > 0; --i, in += 4) {
    const unsigned light = in[3];
    for (int c = 0; c < 3; ++c) {
      *out++ = static_cast<std::uint8_t>(light - ((255U - in[c]) * light + 127U) / 255U);
    }
  }
  return rgb;
}

}  // namespace

at::Tensor decode_jpeg(std::string_view bytes, const std::string& name) {
  JpegDecoder decoder;
  if (!decoder.read_header(bytes)) refuse_image(name, decoder.message());
  const at::Tensor rgb = allocate_image(decoder.height(), decoder.width(), name);
  const at::Tensor image =
      decoder.is_cmyk() ? at::empty({rgb.size(0), rgb.size(1), 4}, at::kByte) : rgb;
  std::vector<JSAMPROW> rows;
  for (std::int64_t y = 0; y < image.size(0); ++y) {
    rows.push_back(image.data_ptr<std::uint8_t>() + y * image.stride(0));
  }
  if (!decoder.read_rows(rows)) refuse_image(name, decoder.message());
  return decoder.is_cmyk() ? cmyk_to_rgb(image, rgb) : rgb;
}

}  // namespace tiersim::models

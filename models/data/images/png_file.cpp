#include <png.h>

#include <csetjmp>
#include <cstring>
#include <vector>

#include "models/data/images/image_file.h"

namespace tiersim::models {
namespace {

/// Decompresses one image. libpng's errors jump out of these functions, so no object in them may
/// have a destructor.
class PngDecoder {
 public:
  explicit PngDecoder(std::string_view bytes) : rest_(bytes) {}
  PngDecoder(const PngDecoder&) = delete;
  PngDecoder& operator=(const PngDecoder&) = delete;
  ~PngDecoder() { png_destroy_read_struct(&png_, &info_, nullptr); }

  /// Reads everything before the pixels, and requests the conversion of any format to 8-bit RGB.
  bool read_header() {
    png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, on_error, on_warning);
    if (png_ == nullptr) return false;
    info_ = png_create_info_struct(png_);
    if (info_ == nullptr) return false;
    if (setjmp(jump_) != 0) return false;
    png_set_read_fn(png_, this, read);
    png_read_info(png_, info_);
    png_set_expand(png_);  // expands palettes, and samples of 1, 2 and 4 bits
    png_set_strip_16(png_);
    png_set_gray_to_rgb(png_);
    png_set_strip_alpha(png_);
    return true;
  }

  /// `rows`: one pointer for each row, to 3 * width() bytes.
  bool read_rows(std::vector<png_bytep>& rows) {
    if (setjmp(jump_) != 0) return false;
    png_set_interlace_handling(png_);
    png_read_update_info(png_, info_);
    if (png_get_rowbytes(png_, info_) != 3 * width()) png_error(png_, "unknown kind of pixels");
    png_read_image(png_, rows.data());
    png_read_end(png_, nullptr);
    return true;
  }

  std::uint64_t width() const { return png_get_image_width(png_, info_); }
  std::uint64_t height() const { return png_get_image_height(png_, info_); }
  const char* message() const { return message_; }

 private:
  static void on_error(png_structp png, png_const_charp message) {
    auto* self = static_cast<PngDecoder*>(png_get_error_ptr(png));
    std::strncpy(self->message_, message, sizeof(message_) - 1);
    std::longjmp(self->jump_, 1);
  }
  static void on_warning(png_structp, png_const_charp) {}

  static void read(png_structp png, png_bytep out, std::size_t count) {
    auto* self = static_cast<PngDecoder*>(png_get_io_ptr(png));
    if (count > self->rest_.size()) png_error(png, "it is truncated");
    std::memcpy(out, self->rest_.data(), count);
    self->rest_.remove_prefix(count);
  }

  std::string_view rest_;
  png_structp png_{nullptr};
  png_infop info_{nullptr};
  std::jmp_buf jump_{};
  char message_[200] = "out of memory";
};

}  // namespace

at::Tensor decode_png(std::string_view bytes, const std::string& name) {
  PngDecoder decoder(bytes);
  if (!decoder.read_header()) refuse_image(name, decoder.message());
  at::Tensor image = allocate_image(decoder.height(), decoder.width(), name);
  std::vector<png_bytep> rows;
  for (std::int64_t y = 0; y < image.size(0); ++y) {
    rows.push_back(image.data_ptr<std::uint8_t>() + y * image.stride(0));
  }
  if (!decoder.read_rows(rows)) refuse_image(name, decoder.message());
  return image;
}

}  // namespace tiersim::models

#pragma once

#include <ATen/ATen.h>

#include <cstdio>
#include <filesystem>

// This must follow <cstdio>, because it uses its types.
#include <jpeglib.h>
#include <png.h>

namespace tiersim::models {

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

/// Writes an image, uint8 [H, W, C], as a JPEG file. C is 1 (grey), 3 (RGB) or 4 (inverted CMYK).
/// `quality` is that of libjpeg, from 0 to 100.
inline void write_jpeg(const std::filesystem::path& path, const at::Tensor& image, int quality = 95,
                       bool progressive = false) {
  const File file(std::fopen(path.c_str(), "wb"));
  const int channels = static_cast<int>(image.size(2));
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  jpeg_stdio_dest(&info, file.get());
  info.image_height = static_cast<JDIMENSION>(image.size(0));
  info.image_width = static_cast<JDIMENSION>(image.size(1));
  info.input_components = channels;
  info.in_color_space = channels == 1 ? JCS_GRAYSCALE : channels == 3 ? JCS_RGB : JCS_CMYK;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  if (progressive) jpeg_simple_progression(&info);
  jpeg_start_compress(&info, TRUE);
  while (info.next_scanline < info.image_height) {
    JSAMPROW row = image.data_ptr<std::uint8_t>() + info.next_scanline * image.stride(0);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
}

/// Writes a PNG file. `bytes` has its rows in libpng's form, uint8 [H, bytes of a row]. `width` is
/// in pixels, and the other arguments are values of libpng.
inline void write_png(const std::filesystem::path& path, const at::Tensor& bytes, int width,
                      int color_type, int bit_depth = 8, int interlace = PNG_INTERLACE_NONE,
                      const std::vector<png_color>& palette = {}) {
  const File file(std::fopen(path.c_str(), "wb"));
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_init_io(png, file.get());
  png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(bytes.size(0)),
               bit_depth, color_type, interlace, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  if (!palette.empty()) png_set_PLTE(png, info, palette.data(), static_cast<int>(palette.size()));
  png_write_info(png, info);
  std::vector<png_bytep> rows;
  for (std::int64_t y = 0; y < bytes.size(0); ++y) {
    rows.push_back(bytes.data_ptr<std::uint8_t>() + y * bytes.stride(0));
  }
  png_write_image(png, rows.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
}

/// Writes an RGB image, uint8 [H, W, 3], as a PNG file.
inline void write_png(const std::filesystem::path& path, const at::Tensor& image) {
  write_png(path, image.reshape({image.size(0), -1}), static_cast<int>(image.size(1)),
            PNG_COLOR_TYPE_RGB);
}

/// Returns a uint8 tensor with these values and this shape.
inline at::Tensor levels_of(const std::vector<int>& values, at::IntArrayRef shape) {
  return at::tensor(values).to(at::kByte).view(shape);
}

inline at::Tensor random_image(std::int64_t height, std::int64_t width, std::int64_t channels = 3) {
  return at::randint(256, {height, width, channels}, at::kByte);
}

/// Makes the folder tiersim-test-NAME in the folder for temporary files and returns its path. If
/// the folder exists, all that is in it is removed.
inline std::filesystem::path fresh_folder(const std::string& name) {
  const auto folder = std::filesystem::temp_directory_path() / ("tiersim-test-" + name);
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

}  // namespace tiersim::models

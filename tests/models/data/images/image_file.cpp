#include "models/data/images/image_file.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <random>

#include "sim/base/error.h"
#include "tests/models/data/images/image_writers.h"

using namespace tiersim;
using namespace tiersim::models;
namespace fs = std::filesystem;

namespace {

/// An image of four colours: left red, right blue; the upper half bright, the lower half dark.
at::Tensor quadrants(std::int64_t height, std::int64_t width) {
  at::Tensor image = at::zeros({height, width, 3}, at::kByte);
  image.slice(1, 0, width / 2).select(2, 0).fill_(240);
  image.slice(1, width / 2).select(2, 2).fill_(240);
  image.slice(0, height / 2).floor_divide_(2);
  return image;
}

int largest_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a.to(at::kInt) - b.to(at::kInt)).abs().max().item<int>();
}

std::string bytes_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

at::Tensor decode(const std::string& bytes) {
  return bytes[0] == '\xFF' ? decode_jpeg(bytes, "file") : decode_png(bytes, "file");
}

}  // namespace

TEST_CASE("PNG of every kind decodes to exact 8-bit RGB", "[image_file]") {
  const fs::path path = fresh_folder("png") / "image.png";
  at::manual_seed(1);
  const at::Tensor image = random_image(17, 23);
  write_png(path, image);
  CHECK(at::equal(read_image(path), image));
  write_png(path, image.reshape({17, -1}), 23, PNG_COLOR_TYPE_RGB, 8, PNG_INTERLACE_ADAM7);
  CHECK(at::equal(read_image(path), image));

  const at::Tensor alpha = at::cat({image, random_image(17, 23, 1)}, 2);
  write_png(path, alpha.reshape({17, -1}), 23, PNG_COLOR_TYPE_RGB_ALPHA);
  CHECK(at::equal(read_image(path), image));  // transparency is dropped

  const at::Tensor grey = random_image(17, 23, 1);
  write_png(path, grey.squeeze(2), 23, PNG_COLOR_TYPE_GRAY);
  CHECK(at::equal(read_image(path), grey.expand({17, 23, 3})));

  // Samples of 16 bits, higher byte first. The higher byte is used.
  const at::Tensor wide = at::stack({image, random_image(17, 23)}, 3);
  write_png(path, wide.reshape({17, -1}), 23, PNG_COLOR_TYPE_RGB, 16);
  CHECK(at::equal(read_image(path), image));

  // One bit for each pixel, the highest bit at the left: 0b10100000 is white, black, white.
  write_png(path, at::full({1, 1}, 0xA0, at::kByte), 3, PNG_COLOR_TYPE_GRAY, 1);
  CHECK(at::equal(read_image(path).select(2, 1), levels_of({255, 0, 255}, {1, 3})));

  write_png(path, levels_of({1, 0}, {1, 2}), 2, PNG_COLOR_TYPE_PALETTE, 8, PNG_INTERLACE_NONE,
            {{1, 2, 3}, {4, 5, 6}});
  CHECK(at::equal(read_image(path), levels_of({4, 5, 6, 1, 2, 3}, {1, 2, 3})));
}

TEST_CASE("JPEG decodes upright, in RGB, close to the original", "[image_file]") {
  const fs::path path = fresh_folder("jpeg") / "image.jpg";
  // Edges fall between blocks of 16, so each block has one colour. Chrominance has half the
  // resolution and is smoothed over the edges, by a pixel or two on each side.
  for (const bool progressive : {false, true}) {
    write_jpeg(path, quadrants(64, 96), 100, progressive);
    const at::Tensor read = read_image(path), written = quadrants(64, 96);
    REQUIRE(read.sizes() == written.sizes());
    for (const int top : {0, 34}) {
      for (const int left : {0, 50}) {
        const auto corner = [&](const at::Tensor& image) {
          return image.slice(0, top, top + 30).slice(1, left, left + 46);
        };
        CHECK(largest_difference(corner(read), corner(written)) <= 3);
      }
    }
  }
  write_jpeg(path, at::full({20, 30, 1}, 77, at::kByte));
  CHECK(largest_difference(read_image(path), at::full({20, 30, 3}, 77, at::kByte)) <= 1);

  // Inverted CMYK (255, 128, 0, 200): no cyan, half magenta, all yellow, some black.
  // Red is 200, green 200 * 128 / 255 = 100, blue 0.
  const at::Tensor inks = levels_of({255, 128, 0, 200}, {4}).expand({16, 16, 4});
  write_jpeg(path, inks.contiguous(), 100);
  const at::Tensor rgb = levels_of({200, 100, 0}, {3}).expand({16, 16, 3});
  CHECK(largest_difference(read_image(path), rgb) <= 2);
}

TEST_CASE("A truncated image is refused, and an image with a changed byte never crashes",
          "[image_file]") {
  const fs::path folder = fresh_folder("damaged");
  at::manual_seed(2);
  write_jpeg(folder / "plain", random_image(24, 40));
  write_jpeg(folder / "progressive", random_image(24, 40), 90, true);
  write_png(folder / "png", random_image(12, 20));
  std::mt19937 random(3);
  for (const char* name : {"plain", "progressive", "png"}) {
    const std::string whole = bytes_of(folder / name);
    CHECK(decode(whole).size(2) == 3);
    for (std::size_t length = 1; length < whole.size(); ++length) {
      CAPTURE(name, length, whole.size());
      CHECK_THROWS_AS(decode(whole.substr(0, length)), UserError);
    }
    for (int i = 0; i < 1000; ++i) {
      std::string changed = whole;
      changed[1 + random() % (whole.size() - 1)] = static_cast<char>(random());
      try {
        decode(changed);
      } catch (const UserError&) {
      }
    }
  }
}

TEST_CASE("A JPEG of hundreds of scans is refused early", "[image_file]") {
  const fs::path path = fresh_folder("scans") / "image.jpg";
  write_jpeg(path, random_image(16, 16), 90, true);
  std::string jpeg = bytes_of(path);
  // Repeats the last scan, which lies between its FF DA and the FF D9 at the end of the file.
  const std::size_t begin = jpeg.rfind("\xFF\xDA"), end = jpeg.size() - 2;
  const std::string scan = jpeg.substr(begin, end - begin);
  for (int i = 0; i < 10; ++i) jpeg.insert(end, scan);
  CHECK(decode_jpeg(jpeg, "file").size(0) == 16);
  for (int i = 0; i < 500; ++i) jpeg.insert(end, scan);
  CHECK_THROWS_WITH(decode_jpeg(jpeg, "file"), Catch::Contains("it has more than 500 scans"));
}

TEST_CASE("An image of more than 100 megapixels is refused before it is decoded", "[image_file]") {
  const fs::path folder = fresh_folder("huge");
  // A JPEG's frame header is FF C0, length (2), precision (1), height (2), width (2).
  write_jpeg(folder / "image.jpg", random_image(8, 8));
  std::string jpeg = bytes_of(folder / "image.jpg");
  const std::size_t frame = jpeg.find("\xFF\xC0");
  REQUIRE(frame != std::string::npos);
  jpeg.replace(frame + 5, 4, "\x3A\x98\x3A\x98");  // 15,000 x 15,000
  CHECK_THROWS_WITH(decode_jpeg(jpeg, "a.jpg"),
                    Catch::StartsWith("a.jpg: is no image") &&
                        Catch::Contains("15000 x 15000 are more than 100000000 pixels"));
  // 225 Mpixel of zeros with one bit each take 28 kB as PNG.
  write_png(folder / "image.png", at::zeros({15'000, 1'875}, at::kByte), 15'000,
            PNG_COLOR_TYPE_GRAY, 1);
  CHECK_THROWS_WITH(read_image(folder / "image.png"),
                    Catch::Contains("image.png: is no image") &&
                        Catch::Contains("15000 x 15000 are more than 100000000 pixels"));
}

TEST_CASE("A file that is no image is refused by name", "[image_file]") {
  const fs::path folder = fresh_folder("foreign");
  const auto refused = [&](const char* name, const std::string& problem) {
    CHECK_THROWS_WITH(read_image(folder / name), Catch::Contains(std::string(name) +
                                                                 ": is no image "
                                                                 "that can be used: " +
                                                                 problem));
    CHECK_THROWS_AS(read_image(folder / name), UserError);
  };
  refused("missing.png", "No such file");
  std::ofstream(folder / "empty.jpg");
  refused("empty.jpg", "it is neither JPEG nor PNG");
  std::ofstream(folder / "text.png") << "GIF89a";
  refused("text.png", "it is neither JPEG nor PNG");
  std::ofstream(folder / "start.jpg") << "\xFF\xD8\xFF\xFF";
  refused("start.jpg", "");
  std::ofstream(folder / "start.png") << "\x89PNG\r\n\x1A\n";
  refused("start.png", "it is truncated");
  fs::create_directory(folder / "folder.png");
  refused("folder.png", "it is not a regular file");
  REQUIRE(mkfifo((folder / "pipe.png").c_str(), 0600) == 0);
  refused("pipe.png", "it is not a regular file");
  fs::create_symlink("loop.png", folder / "loop.png");
  refused("loop.png", "Too many levels of symbolic links");
}

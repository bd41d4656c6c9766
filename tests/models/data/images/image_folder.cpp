#include "models/data/images/image_folder.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "sim/base/error.h"
#include "tests/models/data/images/image_writers.h"

using namespace tiersim;
using namespace tiersim::models;
namespace fs = std::filesystem;

namespace {

const at::Tensor kMean = at::tensor({0.485, 0.456, 0.406}, at::kFloat).view({1, 3, 1, 1});
const at::Tensor kStddev = at::tensor({0.229, 0.224, 0.225}, at::kFloat).view({1, 3, 1, 1});

at::Tensor one_colour(int red, int green, int blue) {
  return levels_of({red, green, blue}, {3}).expand({20, 30, 3}).contiguous();
}

/// The colour, in levels, of an image of one colour, computed back from the model's input.
std::vector<long> colour_of(const at::Tensor& input) {
  const at::Tensor levels = ((input * kStddev + kMean) * 255).mean({0, 2, 3}).round();
  return {levels[0].item<long>(), levels[1].item<long>(), levels[2].item<long>()};
}

}  // namespace

TEST_CASE("An ImageNet input is the normalized middle of the resized image", "[image_folder]") {
  at::manual_seed(6);
  // 300 x 401: 256 x 342 (256 * 401 / 300 = 342.19), cropped from row 16 and column 59.
  const at::Tensor image = random_image(300, 401);
  const at::Tensor input = imagenet_input(image);
  CHECK(input.sizes() == at::IntArrayRef({1, 3, 224, 224}));
  CHECK(input.scalar_type() == at::kFloat);
  const at::Tensor planes = image.permute({2, 0, 1}).unsqueeze(0).to(at::kFloat).contiguous();
  const at::Tensor expected =
      at::_upsample_bilinear2d_aa(planes, {256, 342}, false).slice(2, 16, 240).slice(3, 59, 283);
  const at::Tensor levels = (input * kStddev + kMean) * 255;
  CHECK((levels - expected).abs().max().item<double>() < 1.01);  // two roundings, half a level each
  CHECK(std::abs((levels - expected).mean().item<double>()) < 0.01);

  // The even one of two central positions, as Python rounds: 257 rows are cropped from 16, 259 from
  // 18.
  const auto first_row = [](std::int64_t height) {
    const at::Tensor rows = at::arange(height).view({height, 1, 1}).fmod(256).to(at::kByte);
    const at::Tensor read = imagenet_input(rows.expand({height, 256, 3}).contiguous());
    return colour_of(read.slice(2, 0, 1)).front();
  };
  CHECK(first_row(257) == 16);
  CHECK(first_row(259) == 18);
  CHECK(first_row(260) == 18);
}

TEST_CASE("Folders in order of name are classes, files in order of name are images",
          "[image_folder]") {
  const fs::path folder = fresh_folder("classes");
  for (const char* name : {"n02", "n01", "N03", ".hidden"}) fs::create_directory(folder / name);
  write_png(folder / "n01/b.png", one_colour(10, 20, 30));
  write_png(folder / "n01/a.PNG", one_colour(200, 100, 50));
  write_jpeg(folder / "n02/x.JPEG", one_colour(90, 90, 90));
  write_png(folder / "N03/y.jpg", one_colour(1, 2, 3));  // a PNG by its bytes, whatever its name
  std::ofstream(folder / "n01/readme.txt") << "passed over";
  std::ofstream(folder / "n01/.thumbnail.png") << "passed over";
  std::ofstream(folder / "labels.txt") << "passed over";
  const ImageFolder images(folder);
  CHECK(images.classes() == std::vector<std::string>{"N03", "n01", "n02"});  // by bytes
  CHECK(images.size() == 4);
  CHECK(at::equal(images.labels(), at::tensor(std::vector<std::int64_t>{0, 1, 1, 2})));
  CHECK(colour_of(images.input(0)) == std::vector<long>{1, 2, 3});
  CHECK(colour_of(images.input(1)) == std::vector<long>{200, 100, 50});
  CHECK(colour_of(images.input(2)) == std::vector<long>{10, 20, 30});
  CHECK(colour_of(images.input(3)) == std::vector<long>{90, 90, 90});
  CHECK(images.file(1) == folder / "n01/a.PNG");
  CHECK_THROWS_AS(images.input(4), std::out_of_range);
}

TEST_CASE("Images that are left out are counted by reason", "[image_folder]") {
  const fs::path folder = fresh_folder("left_out");
  fs::create_directories(folder / "a/nested/deeper");
  fs::create_directories(folder / "b");
  for (const char* name : {"a/read.png", "b/read.png"})
    write_png(folder / name, one_colour(1, 2, 3));
  CHECK(ImageFolder(folder).left_out().empty());
  for (const char* name : {"a/1.webp", "a/2.WEBP", "b/3.gif", "a/.4.png", "5.jpg", "a/nested/6.png",
                           "a/nested/deeper/7.tif", "a/notes.txt"})
    std::ofstream(folder / name) << "x";
  const ImageFolder images(folder);
  CHECK(images.size() == 2);
  CHECK(images.left_out() ==
        "1 *.gif, 2 *.webp, 1 hidden, 2 in folders inside a class, 1 outside the folders of "
        "classes");
}

TEST_CASE("A folder of another form is refused; a bad image is refused when it is read",
          "[image_folder]") {
  const fs::path folder = fresh_folder("refused");
  const auto refused = [&](const fs::path& path, const std::string& problem) {
    CHECK_THROWS_WITH(ImageFolder(path), Catch::Contains(problem));
    CHECK_THROWS_AS(ImageFolder(path), UserError);
  };
  refused("/nowhere", "/nowhere: cannot be listed: No such file");
  refused(folder, "refused: holds no folder (give a folder that holds");
  fs::create_directory(folder / "cat");
  refused(folder, "cat: holds no *.jpg");
  std::ofstream(folder / "cat/1.jpg") << "not a JPEG";
  const ImageFolder images(folder);  // reads names only
  CHECK_THROWS_WITH(images.input(0), Catch::Contains("cat/1.jpg: is no image that can be used"));
  fs::remove(folder / "cat/1.jpg");
  CHECK_THROWS_WITH(images.input(0), Catch::Contains("cat/1.jpg: is no image that can be used"));

  fs::create_symlink("loop.png", folder / "cat/loop.png");
  refused(folder, "loop.png: cannot be read: Too many levels of symbolic links");
  fs::remove(folder / "cat/loop.png");
  fs::create_directory_symlink(folder, folder / "cat/again.png");  // a circle of links
  refused(folder, "cat: holds no *.jpg");
}

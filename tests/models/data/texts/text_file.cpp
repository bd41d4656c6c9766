#include "models/data/texts/text_file.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "sim/base/error.h"

using namespace tiersim;
using namespace tiersim::models;
using Labels = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;

namespace {

std::filesystem::path write(const std::string& text) {
  const auto path = std::filesystem::temp_directory_path() / "tiersim-test-texts.tsv";
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

}  // namespace

TEST_CASE("Columns are found by name, in any order; other columns are skipped", "[text_file]") {
  const TextTable single = load_text_file(write("id\ttext\tlabel\n7\tgood film\t1\n8\tbad\t0"));
  CHECK(single.name == "tiersim-test-texts");
  CHECK(single.first == Texts{"good film", "bad"});
  CHECK(single.second.empty());
  CHECK(single.labels == Labels{1, 0});
  CHECK(single.classes == Texts{"0", "1"});
  const TextTable pairs =
      load_text_file(write("text2\tlabel\ttext1\r\nb\t0\ta\r\n\r\nd\t0\tc\r\n"));
  CHECK(pairs.first == Texts{"a", "c"});
  CHECK(pairs.second == Texts{"b", "d"});
  CHECK(pairs.size() == 2);
}

TEST_CASE("MRPC's own form is read, with its byte order mark and stray quotes", "[text_file]") {
  const TextTable table =
      load_text_file(write("\xEF\xBB\xBFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\n"
                           "1\t702876\t702977\tHe said \"no .\tHe refused , \"he said\" .\n"
                           "0\t1\t2\tÉté\t\"\n"));
  CHECK(table.first == Texts{"He said \"no .", "Été"});
  CHECK(table.second == Texts{"He refused , \"he said\" .", "\""});
  CHECK(table.labels == Labels{1, 0});
}

TEST_CASE("Labels are integers from 0 or sorted names, or those of another file", "[text_file]") {
  const TextTable gap = load_text_file(write("label\ttext\n3\ta\n0\tb\n"));
  CHECK(gap.classes == Texts{"0", "1", "2", "3"});
  CHECK(gap.labels == Labels{3, 0});
  const TextTable named = load_text_file(write("label\ttext\nspam\ta\nham\tb\nspam\tc\n"));
  CHECK(named.classes == Texts{"ham", "spam"});
  CHECK(named.labels == Labels{1, 0, 1});
  // "10" sorts before "9" as a name, but after "9" as a number.
  CHECK(load_text_file(write("label\ttext\n10th\ta\n9th\tb\n")).labels == Labels{0, 1});
  CHECK(load_text_file(write("label\ttext\n10\ta\n9\tb\n")).labels == Labels{10, 9});
  CHECK(load_text_file(write("label\ttext\nspam\ta\n"), {"ham", "spam"}).labels == Labels{1});
  CHECK(load_text_file(write("label\ttext\nb\ta\n"), {"c", "b"}).classes == Texts{"c", "b"});
  CHECK_THROWS_WITH(load_text_file(write("label\ttext\nx\ta\n"), {"ham", "spam"}),
                    Catch::Contains(":2: the label \"x\" is not among the 2 classes"));
}

TEST_CASE("Files of another form are refused with the line", "[text_file]") {
  const auto refused = [](const std::string& text, const std::string& problem) {
    CAPTURE(problem);
    const auto path = write(text);
    CHECK_THROWS_WITH(load_text_file(path), Catch::StartsWith(path.string() + problem));
    CHECK_THROWS_AS(load_text_file(path), UserError);
  };
  refused("", ":1: is empty (write one example a line");
  refused("1\tgood\n", ":1: no column is named \"label\"");
  refused("label\n1\n", ":1: no column is named \"text\" or \"text1\"");
  refused("label\ttext1\n1\ta\n", ":1: no column is named \"text2\"");
  refused("label\ttext\ttext1\ttext2\n", ":1: has columns for single texts and for pairs");
  refused("label\ttext\tsentence\n", ":1: two columns mean \"text\"");
  refused("label\ttext\n", ":1: no example follows");
  refused("label\ttext\n1\ta\n1\n", ":3: has 1 columns, but the first line names 2");
  refused("label\ttext\n1\ta\tb\n", ":2: has 3 columns, but the first line names 2");
  refused("label\ttext\n1\t\n", ":2: a text is empty");
  refused("label\ttext\n\ta\n", ":2: the label is empty");
  refused("label\ttext\n-1\ta\n", ":2: the label -1 is negative (count labels from 0)");
  refused("label\ttext\n1\ta\n1.0\tb\n",
          ":3: the label \"1.0\" is no whole number, but \"1\" is one (write all labels as whole "
          "numbers from 0, or none)");
  refused("label\ttext\nx\ta\n10\tb\n",
          ":3: the label \"10\" is a whole number, but \"x\" is none");
  refused("label\ttext\n10000\ta\n", ":2: the label \"10000\" makes more than 10000 classes");
  refused("label\ttext\n1\tcaf\xE9\n", ":2: is not UTF-8 (convert it with iconv)");
  refused("label\ttext\n1\t" + std::string(1'000'000, 'x'), ":2: is longer than 1000000 bytes");
  std::string names = "label\ttext\n";
  for (int i = 0; i <= 10'000; ++i) names += "n" + std::to_string(i) + "\tt\n";
  refused(names, ":10002: the label \"n10000\" makes more than 10000 classes");
  CHECK_THROWS_WITH(load_text_file("/nowhere/dev.tsv"),
                    Catch::StartsWith("/nowhere/dev.tsv: cannot be read"));
  CHECK_THROWS_AS(load_text_file("/tmp"), UserError);
}

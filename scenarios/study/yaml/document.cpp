#include "scenarios/study/yaml/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <vector>

#include "sim/base/regular_file.h"

namespace tiersim {
namespace {

constexpr std::size_t kLargestStudy = 1u << 20;  // bytes; a study is written by hand

/// Whether the line of `mark` has a tab before its first character that is no blank, or at `mark`.
bool is_tab(const std::string& text, const YAML::Mark& mark) {
  std::size_t begin = 0;
  for (int line = 0; line < mark.line && begin < text.size(); ++line)
    begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
  const std::size_t first = std::min(text.find_first_not_of(" \t", begin), text.size());
  const std::string indent = text.substr(std::min(begin, text.size()), first - begin);
  return indent.find('\t') != std::string::npos;
}

}  // namespace

Document Document::read(const std::filesystem::path& path) {
  const auto fail = [&](const std::string& problem) {
    throw StudyError(path.string(), YAML::Mark::null_mark(), "", problem);
  };
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    fail("is a folder (name a study file, e.g. scenarios/quickstart.yaml)");
  if (const std::string problem = why_not_a_file(path); !problem.empty()) fail(problem);
  std::ifstream stream(path, std::ios::binary);
  if (!stream) fail("cannot be read (check its permissions)");
  std::string text(kLargestStudy + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  if (text.size() > kLargestStudy) fail("is larger than 1 MiB (is it a study file?)");
  Document document = parse(text, path.string());
  document.source_ = std::make_shared<const Source>(
      Source{path.string(), std::filesystem::absolute(path).lexically_normal().parent_path()});
  return document;
}

Document Document::parse(const std::string& text, const std::string& file) {
  const auto fail = [&](const YAML::Mark& mark, const std::string& problem) {
    throw StudyError(file, mark, "", problem);
  };
  if (text.find('\0') != std::string::npos)
    fail(YAML::Mark::null_mark(), "is binary, not YAML (name a study file)");
  Document document;
  document.source_ = std::make_shared<const Source>(Source{file, {}});
  document.text_ = text;
  try {
    const std::vector<YAML::Node> all = YAML::LoadAll(text);
    for (std::size_t i = 1; i < all.size(); ++i)
      if (!all[i].IsNull())
        fail(all[i].Mark(),
             "begins a second YAML document (write one study in a file, without ---)");
    if (!all.empty()) document.root_ = all[0];
  } catch (const YAML::Exception& error) {
    if (is_tab(text, error.mark)) fail(error.mark, "is indented with a tab (YAML needs spaces)");
    fail(error.mark,
         fmt::format("is not YAML: {} (see scenarios/quickstart.yaml)", printable(error.msg)));
  }
  if (!document.root_.IsMap())
    fail(document.root_.Mark(), "is not a map of settings (see scenarios/quickstart.yaml)");
  return document;
}

void Document::replace(const std::string& path, Setting setting) {
  // The old setting is erased, not assigned to: yaml-cpp's assignment would write into its node,
  // which the caller may put back later.
  replacements_.erase(path);
  replacements_.emplace(path, std::move(setting));
}

const Setting* Document::replacement(const std::string& path) const {
  const auto found = replacements_.find(path);
  return found == replacements_.end() ? nullptr : &found->second;
}

}  // namespace tiersim

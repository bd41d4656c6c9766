#include "scenarios/study/yaml/document.h"

#include <fmt/format.h>

#include <fstream>

namespace tiersim {
namespace {

constexpr std::size_t kLargestStudy = 1u << 20;  // bytes; a study is written by hand

}  // namespace

Document Document::read(const std::filesystem::path& path) {
  const auto fail = [&](const char* problem) {
    throw StudyError(path.string(), YAML::Mark::null_mark(), "", problem);
  };
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) fail("no such file (check the path)");
  if (std::filesystem::is_directory(status))
    fail("is a folder (name a study file, e.g. scenarios/quickstart.yaml)");
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
    document.root_ = YAML::Load(text);
  } catch (const YAML::Exception& error) {
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

void fail_untaken(const std::string& path, const Setting& setting) {
  throw StudyError(setting.source->file, setting.mark, path,
                   "no such setting (write a path of the study, e.g. links.edge-cloud.bandwidth)");
}

}  // namespace tiersim

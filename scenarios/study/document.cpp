#include "scenarios/study/document.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>

#include "models/catalog/catalog.h"

namespace tiersim {
namespace {

constexpr std::size_t kLargestStudy = 1u << 20;  // bytes; a study is written by hand
constexpr const char* kWhole = "study";          // the path of the file as a whole

std::string place(const std::string& file, const YAML::Mark& mark) {
  return fmt::format("{}:{}:{}", file, std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1);
}

/// The letters of a value that go into a message: one line, not too long, nothing that a terminal
/// would act on.
std::string printable(const std::string& text) {
  std::string result;
  for (const char c : text.substr(0, 60))
    result += static_cast<unsigned char>(c) < 32 || c == 127 ? '?' : c;
  return text.size() > 60 ? result + "..." : result;
}

std::string join_path(const std::string& parent, const std::string& key) {
  return parent.empty() ? key : parent + "." + key;
}

}  // namespace

StudyError::StudyError(const std::string& file, const YAML::Mark& mark, const std::string& path,
                       const std::string& problem)
    : UserError(fmt::format("{}: {}: {}", place(file, mark),
                            path.empty() ? kWhole : printable(path), problem)) {}

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
  return parse(text, path.string());
}

Document Document::parse(const std::string& text, const std::string& file) {
  const auto fail = [&](const YAML::Mark& mark, const std::string& problem) {
    throw StudyError(file, mark, "", problem);
  };
  if (text.find('\0') != std::string::npos)
    fail(YAML::Mark::null_mark(), "is binary, not YAML (name a study file)");
  Document document;
  document.file_ = file;
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

void Document::replace(const std::string& path, const YAML::Node& node, const std::string& file) {
  replacements_[path] = {node, file};
}

const Document::Replacement* Document::replacement(const std::string& path) const {
  const auto found = replacements_.find(path);
  return found == replacements_.end() ? nullptr : &found->second;
}

void Value::fail(const std::string& problem) const {
  throw StudyError(file_, node_.IsDefined() ? node_.Mark() : YAML::Mark::null_mark(), path_,
                   problem);
}

std::string Value::text() const {
  if (!node_.IsScalar()) fail("is not a single value (write one value)");
  note({path_, "", node_.Scalar(), node_.Scalar()});
  return node_.Scalar();
}

std::string Value::one_of(const std::vector<std::string>& choices) const {
  const std::string value = text();
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return value;
  const std::string near = nearest_name(value, choices);
  fail(fmt::format("unknown value \"{}\" ({})", printable(value),
                   near.empty() ? fmt::format("use {}{}", choices.size() > 1 ? "one of " : "",
                                              fmt::join(choices, ", "))
                                : fmt::format("did you mean \"{}\"?", near)));
}

std::int64_t Value::integer(std::int64_t least, std::int64_t most) const {
  const std::string written = text();
  std::int64_t value = 0;
  const char* const end = written.data() + written.size();
  const auto [rest, error] = std::from_chars(written.data(), end, value);
  if (error != std::errc{} || rest != end)
    fail(fmt::format("\"{}\" is not a whole number (write e.g. {})", printable(written),
                     std::max<std::int64_t>(least, 1)));
  if (value < least || value > most)
    fail(fmt::format("{} is out of range (use {} to {})", value, least, most));
  note_number(static_cast<double>(value), "1");
  return value;
}

std::vector<Value> Value::list() const {
  if (!node_.IsSequence()) fail("is not a list (write it in brackets: [a, b])");
  if (node_.size() == 0) fail("is an empty list (name at least one)");
  note({path_, "", "", ""});
  std::vector<Value> values;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < node_.size(); ++i) {
    values.emplace_back(*document_, node_[i], fmt::format("{}[{}]", path_, i), file_);
    if (node_[i].IsScalar() && !seen.insert(node_[i].Scalar()).second) {
      values.back().fail(
          fmt::format("\"{}\" occurs twice (name it once)", printable(node_[i].Scalar())));
    }
  }
  return values;
}

Value Value::operator[](const std::string& key) const {
  const std::string path = join_path(path_, key);
  if (const Document::Replacement* replaced = document_->replacement(path)) {
    return {*document_, replaced->node, path, replaced->file};
  }
  if (!node_.IsDefined() || !node_.IsMap())
    return {*document_, YAML::Node(YAML::NodeType::Undefined), path, file_};
  const YAML::Node& map = node_;  // const: asking a node that is not const for a key would add it
  return {*document_, map[key], path, file_};
}

std::vector<std::string> Value::keys() const {
  std::vector<std::string> names;
  if (!node_.IsDefined() || !node_.IsMap()) return names;
  for (const auto& item : node_) names.push_back(item.first.IsScalar() ? item.first.Scalar() : "?");
  return names;
}

void Value::check_keys(const std::vector<std::string>& known) const {
  if (!given()) return;
  if (!node_.IsMap()) fail("is not a map of settings (write it in braces: {key: value})");
  std::set<std::string> seen;
  for (const auto& item : node_) {
    const std::string key = item.first.IsScalar() ? item.first.Scalar() : "?";
    const std::string path = join_path(path_, key);
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      const std::string near = nearest_name(key, known);
      throw StudyError(
          file_, item.first.Mark(), path,
          fmt::format("unknown key \"{}\" ({})", printable(key),
                      near.empty() ? fmt::format("known here: {}", fmt::join(known, ", "))
                                   : fmt::format("did you mean \"{}\"?", near)));
    }
    if (!seen.insert(key).second) {
      throw StudyError(file_, item.first.Mark(), path,
                       fmt::format("key \"{}\" occurs twice (keep one)", printable(key)));
    }
  }
}

void Value::note_number(double value, const std::string& unit) const {
  note({path_, unit, value, node_.Scalar()});
}

void Value::note(SweepValue value) const {
  if (document_->replacement(path_)) document_->taken()[path_] = std::move(value);
}

}  // namespace tiersim

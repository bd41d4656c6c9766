#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "models/data/line_reader.h"
#include "models/data/tokenizers/byte_bpe.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

using nlohmann::json;

constexpr std::uintmax_t kLargestFile = 64'000'000;  // bytes; RoBERTa's take 0.9 and 0.5 MB
constexpr std::size_t kLongestMerge = 4'096;         // bytes
constexpr const char* kBpeRemedy = "use the vocab.json and merges.txt of one byte-level BPE model";

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& problem) {
  throw UserError(fmt::format("{}: {} ({})", path.string(), problem, kBpeRemedy));
}

void refuse_large(const std::filesystem::path& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (error) fail(path, "cannot be read");
  if (size > kLargestFile) fail(path, fmt::format("has more than {} bytes", kLargestFile));
}

std::vector<std::string> read_vocabulary(const std::filesystem::path& path) {
  refuse_large(path);
  std::ifstream stream(path, std::ios::binary);
  std::vector<std::string> tokens;
  try {
    const json object = json::parse(stream);
    if (!object.is_object()) fail(path, "is not a JSON object of tokens and ids");
    tokens.resize(object.size());
    std::vector<bool> taken(object.size());
    for (const auto& [token, id] : object.items()) {
      if (!id.is_number_unsigned()) fail(path, fmt::format("\"{}\" has no id", token));
      const auto place = id.get<std::uint64_t>();
      if (place >= tokens.size() || taken[place]) {
        fail(path, fmt::format("\"{}\" has the id {}, but ids are 0, 1, ... with none twice", token,
                               place));
      }
      taken[place] = true;
      tokens[place] = token;
    }
  } catch (const json::exception& problem) {
    fail(path, std::string("is not well-formed JSON: ") + problem.what());
  }
  return tokens;
}

std::vector<std::pair<std::string, std::string>> read_merges(const std::filesystem::path& path) {
  refuse_large(path);
  LineReader lines(path, kLongestMerge, kBpeRemedy);
  std::vector<std::pair<std::string, std::string>> merges;
  bool first_line = true;
  for (std::string line; lines.next(line); first_line = false) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || (first_line && line.rfind("#version", 0) == 0)) continue;
    const std::size_t space = line.find(' ');
    if (space == std::string::npos || space == 0 || space + 1 == line.size() ||
        line.find(' ', space + 1) != std::string::npos) {
      lines.fail("is not two tokens with a space between");
    }
    merges.emplace_back(line.substr(0, space), line.substr(space + 1));
  }
  return merges;
}

}  // namespace

ByteBpe ByteBpe::from_files(const std::filesystem::path& vocab_json,
                            const std::filesystem::path& merges_txt) {
  const ByteBpeVocabulary vocabulary{read_vocabulary(vocab_json), read_merges(merges_txt)};
  try {
    return ByteBpe(vocabulary);
  } catch (const UserError& error) {
    throw UserError(
        fmt::format("{}, {}: {}", vocab_json.string(), merges_txt.string(), error.what()));
  }
}

}  // namespace tiersim::models

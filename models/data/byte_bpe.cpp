#include "models/data/byte_bpe.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "models/data/unicode.h"
#include "sim/error.h"

namespace tiersim::models {
namespace {

constexpr std::uintmax_t kLargestFile = 200'000'000;
constexpr std::size_t kMostKnownWords = 200'000;
constexpr std::size_t kLongestPart = 1000;  // bytes; a run without spaces is cut there

std::array<std::string, 256> make_byte_symbols() {
  std::array<std::string, 256> symbols;
  char32_t spare = 256;
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool printable = (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) ||
                           (byte >= 0xAE && byte <= 0xFF);
    append_utf8(symbols[byte], printable ? byte : spare++);
  }
  return symbols;
}

/// What kind of run a character belongs to.
int kind_of(char32_t point) {
  return is_space(point) ? 0 : is_letter(point) ? 1 : is_digit(point) ? 2 : 3;
}

std::size_t contraction_at(const std::vector<char32_t>& points, std::size_t at) {
  const auto is = [&](std::size_t k, char letter) {
    return at + k < points.size() && points[at + k] == static_cast<char32_t>(letter);
  };
  if (!is(0, '\'')) return 0;
  for (const char letter : {'s', 't', 'm', 'd'}) {
    if (is(1, letter)) return 2;
  }
  return (is(1, 'r') && is(2, 'e')) || (is(1, 'v') && is(2, 'e')) || (is(1, 'l') && is(2, 'l')) ? 3
                                                                                                : 0;
}

std::ifstream open(const std::filesystem::path& path) {
  std::error_code error;
  std::ifstream file(path);
  if (std::filesystem::file_size(path, error) > kLargestFile || error || !file)
    throw UserError(fmt::format("{}: cannot be read (fetch the model's vocab.json and merges.txt)",
                                path.string()));
  return file;
}

std::vector<std::string> read_symbols(const std::filesystem::path& path) {
  std::ifstream file = open(path);
  std::vector<std::string> symbols;
  try {
    const auto ids = nlohmann::json::parse(file, [&](int depth, auto, auto&) {
                       if (depth > 1)
                         throw UserError(fmt::format(
                             "{}: is not a flat map (is this a vocab.json?)", path.string()));
                       return true;
                     }).get<std::map<std::string, std::size_t>>();
    symbols.resize(ids.size());
    for (const auto& [symbol, id] : ids) {
      if (id >= symbols.size() || !symbols[id].empty())
        throw UserError(fmt::format("{}: its ids are not 0 to {} once each (fetch it again)",
                                    path.string(), symbols.size() - 1));
      symbols[id] = symbol;
    }
  } catch (const nlohmann::json::exception& problem) {
    throw UserError(
        fmt::format("{}: is malformed: {} (fetch it again)", path.string(), problem.what()));
  }
  return symbols;
}

}  // namespace

const std::string& byte_symbol(unsigned char byte) {
  static const std::array<std::string, 256> symbols = make_byte_symbols();
  return symbols[byte];
}

std::vector<std::string> bpe_words(std::string_view text) {
  const std::vector<char32_t> points = code_points(text);
  std::vector<std::string> words;
  const auto take = [&](std::size_t begin, std::size_t end) {
    words.emplace_back();
    for (std::size_t i = begin; i < end; ++i) append_utf8(words.back(), points[i]);
  };
  for (std::size_t i = 0; i < points.size();) {
    if (const std::size_t length = contraction_at(points, i)) {
      take(i, i + length);
      i += length;
      continue;
    }
    // One space goes with what follows it; further ones stand alone, all but the last.
    std::size_t begin = i;
    if (kind_of(points[i]) == 0) {
      std::size_t end = i;
      while (end < points.size() && kind_of(points[end]) == 0) ++end;
      if (end == points.size() || end - i > 1) {
        const std::size_t stop = end == points.size() ? end : end - 1;
        take(i, stop);
        i = stop;
        continue;
      }
      if (points[i] != ' ') {
        take(i, end);
        i = end;
        continue;
      }
      ++i;
    }
    const int kind = kind_of(points[i]);
    while (i < points.size() && kind_of(points[i]) == kind && i - begin < kLongestPart) ++i;
    take(begin, i);
  }
  return words;
}

ByteBpe::ByteBpe(const ByteBpeVocabulary& vocabulary, const std::string& source) {
  for (const std::string& symbol : vocabulary.symbols)
    ids_.emplace(symbol, static_cast<std::int64_t>(ids_.size()));
  const auto id_of = [&](const std::string& symbol) {
    const auto found = ids_.find(symbol);
    if (found == ids_.end())
      throw UserError(
          fmt::format("{}: has no \"{}\" (is this a byte-level BPE vocabulary?)", source, symbol));
    return found->second;
  };
  for (int byte = 0; byte < 256; ++byte) id_of(byte_symbol(static_cast<unsigned char>(byte)));
  for (const auto& merge : vocabulary.merges) {
    id_of(merge.first + merge.second);
    ranks_.emplace(merge, ranks_.size());
  }
  first_ = id_of("<s>"), pad_ = id_of("<pad>"), separator_ = id_of("</s>");
}

std::vector<std::int64_t> ByteBpe::merge(const std::string& word) const {
  std::vector<std::string> parts;
  for (const char byte : word) parts.push_back(byte_symbol(static_cast<unsigned char>(byte)));
  while (parts.size() > 1) {
    std::size_t best = 0, rank = ranks_.size();
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      const auto found = ranks_.find({parts[i], parts[i + 1]});
      if (found == ranks_.end() || found->second >= rank) continue;
      best = i;
      rank = found->second;
    }
    if (rank == ranks_.size()) break;
    parts[best] += parts[best + 1];
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(best) + 1);
  }
  std::vector<std::int64_t> ids;
  for (const std::string& part : parts) ids.push_back(ids_.at(part));
  return ids;
}

std::vector<std::int64_t> ByteBpe::pieces(std::string_view text) const {
  std::vector<std::int64_t> ids;
  for (const std::string& word : bpe_words(text)) {
    auto known = merged_.find(word);
    if (known == merged_.end()) {
      if (merged_.size() >= kMostKnownWords) merged_.clear();
      known = merged_.emplace(word, merge(word)).first;
    }
    ids.insert(ids.end(), known->second.begin(), known->second.end());
  }
  return ids;
}

ByteBpe read_byte_bpe(const std::filesystem::path& folder) {
  ByteBpeVocabulary vocabulary;
  vocabulary.symbols = read_symbols(folder / "vocab.json");
  const std::filesystem::path path = folder / "merges.txt";
  std::ifstream file = open(path);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || (number == 1 && line.rfind("#version", 0) == 0)) continue;
    const std::size_t space = line.find(' ');
    if (space == std::string::npos || space == 0 || line.find(' ', space + 1) != std::string::npos)
      throw UserError(
          fmt::format("{}:{}: is not a pair of symbols (fetch it again)", path.string(), number));
    vocabulary.merges.emplace_back(line.substr(0, space), line.substr(space + 1));
  }
  return ByteBpe(vocabulary, folder.string());
}

}  // namespace tiersim::models

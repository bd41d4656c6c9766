#include "models/data/wordpiece.h"

#include <fmt/format.h>

#include <fstream>

#include "models/data/unicode.h"
#include "sim/error.h"

namespace tiersim::models {
namespace {

constexpr std::size_t kLongestWord = 100;  // characters; longer ones are [UNK], as in BERT's own
constexpr std::size_t kMostPieces = 10'000'000, kLongestPiece = 10'000;  // bounds on a file

bool is_control(char32_t point) {
  return point == 0 || point == 0xFFFD || (point < 0x20 && !is_space(point)) ||
         (point >= 0x7F && point < 0xA0 && point != 0x85) || point == 0xAD || point == 0x200B ||
         (point >= 0x200C && point <= 0x200F) || point == 0xFEFF;
}

/// Where a piece of at most `bytes` may end: not inside a character.
std::size_t character_start(const std::string& word, std::size_t at) {
  while (at > 0 && (static_cast<unsigned char>(word[at]) & 0xC0) == 0x80) --at;
  return at;
}

}  // namespace

std::vector<std::string> basic_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char32_t given : code_points(text)) {
    if (is_control(given)) continue;
    const char32_t point = folded(given);
    if (point == 0) continue;
    if (is_space(point)) {
      end_word();
    } else if (is_punctuation(point) || is_cjk(point)) {
      end_word();
      append_utf8(word, point);
      end_word();
    } else {
      append_utf8(word, point);
    }
  }
  end_word();
  return words;
}

WordPiece::WordPiece(const std::vector<std::string>& vocabulary, const std::string& source) {
  for (const std::string& piece : vocabulary) {
    if (!ids_.emplace(piece, static_cast<std::int64_t>(ids_.size())).second)
      throw UserError(fmt::format("{}:{}: \"{}\" occurs twice (fetch the vocabulary again)", source,
                                  ids_.size() + 1, piece));
  }
  const auto id_of = [&](const char* piece) {
    const auto found = ids_.find(piece);
    if (found == ids_.end())
      throw UserError(
          fmt::format("{}: has no \"{}\" (is this a WordPiece vocabulary?)", source, piece));
    return found->second;
  };
  pad_ = id_of("[PAD]"), unknown_ = id_of("[UNK]"), first_ = id_of("[CLS]");
  separator_ = id_of("[SEP]");
}

void WordPiece::append_word(const std::string& word, std::vector<std::int64_t>& ids) const {
  std::vector<std::int64_t> found;
  for (std::size_t begin = 0; begin < word.size();) {
    std::size_t end = word.size();
    for (; end > begin; end = character_start(word, end - 1)) {
      const auto piece = ids_.find((begin > 0 ? "##" : "") + word.substr(begin, end - begin));
      if (piece == ids_.end()) continue;
      found.push_back(piece->second);
      break;
    }
    if (end == begin) return ids.push_back(unknown_);
    begin = end;
  }
  ids.insert(ids.end(), found.begin(), found.end());
}

std::vector<std::int64_t> WordPiece::pieces(std::string_view text) const {
  std::vector<std::int64_t> ids;
  for (const std::string& word : basic_words(text)) {
    if (code_points(word).size() > kLongestWord) {
      ids.push_back(unknown_);
    } else {
      append_word(word, ids);
    }
  }
  return ids;
}

WordPiece read_wordpiece(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file)
    throw UserError(fmt::format("{}: cannot be read (fetch the model's vocab.txt)", path.string()));
  std::vector<std::string> vocabulary;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    vocabulary.push_back(std::move(line));
    if (vocabulary.size() > kMostPieces || vocabulary.back().size() > kLongestPiece)
      throw UserError(fmt::format("{}:{}: holds too much (is this a WordPiece vocabulary?)",
                                  path.string(), vocabulary.size()));
  }
  return WordPiece(vocabulary, path.string());
}

}  // namespace tiersim::models

#include "models/data/tokenizers/wordpiece.h"

#include <fmt/format.h>

#include <stdexcept>

#include "models/data/line_reader.h"
#include "models/data/unicode.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

constexpr const char* kVocabularyRemedy = "use the vocab.txt of a BERT";
constexpr std::size_t kLongestToken = 500;  // bytes: a hundred characters and "##"
constexpr std::size_t kMostTokens = 1'000'000;

}  // namespace

WordPiece::WordPiece(const std::vector<std::string>& vocabulary, const BasicForm& form)
    : WordPiece(vocabulary, form, "vocabulary") {}

WordPiece::WordPiece(const std::vector<std::string>& vocabulary, const BasicForm& form,
                     const std::string& source)
    : form_(form) {
  for (const std::string& token : vocabulary) {
    const auto line = static_cast<std::int64_t>(ids_.size());
    if (!ids_.emplace(token, line).second) {
      throw UserError(fmt::format("{}:{}: \"{}\" occurs twice ({})", source, line + 1, token,
                                  kVocabularyRemedy));
    }
  }
  const auto special = [&](const char* token) {
    const auto found = ids_.find(token);
    if (found == ids_.end()) {
      throw UserError(fmt::format("{}: \"{}\" is missing ({})", source, token, kVocabularyRemedy));
    }
    return found->second;
  };
  pad_ = special("[PAD]");
  unknown_ = special("[UNK]");
  start_ = special("[CLS]");
  separator_ = special("[SEP]");
}

WordPiece WordPiece::from_file(const std::filesystem::path& path, const BasicForm& form) {
  LineReader lines(path, kLongestToken, kVocabularyRemedy);
  std::vector<std::string> vocabulary;
  for (std::string token; lines.next(token);) {
    if (!token.empty() && token.back() == '\r') token.pop_back();
    if (vocabulary.size() == kMostTokens) lines.fail("is one token too many");
    vocabulary.push_back(token);
  }
  return WordPiece(vocabulary, form, path.string());
}

std::int64_t WordPiece::id_of(const std::string& token) const {
  const auto found = ids_.find(token);
  return found == ids_.end() ? -1 : found->second;
}

void WordPiece::append_word(std::string_view word, std::vector<std::int64_t>& ids) const {
  // ends[i] is the end of character i, so that no piece cuts a character in two.
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < word.size() && ends.size() <= kLongestWord;) {
    at += decode_utf8(word.substr(at)).bytes;
    ends.push_back(at);
  }
  const std::size_t before = ids.size();
  std::size_t begin = 0;  // bytes
  std::size_t first = 0;  // characters
  bool spelled = ends.size() <= kLongestWord;
  while (spelled && first < ends.size()) {
    spelled = false;
    for (std::size_t last = ends.size(); last-- > first && !spelled;) {
      std::string piece(begin == 0 ? "" : "##");
      piece += word.substr(begin, ends[last] - begin);
      const auto found = ids_.find(piece);
      if (found == ids_.end()) continue;
      ids.push_back(found->second);
      begin = ends[last];
      first = last + 1;
      spelled = true;
    }
  }
  if (!spelled) {
    ids.resize(before);
    ids.push_back(unknown_);
  }
}

std::vector<std::int64_t> WordPiece::pieces(std::string_view text) const {
  std::vector<std::int64_t> ids;
  for (const std::string& word : split_basic(text, form_)) append_word(word, ids);
  return ids;
}

std::vector<std::int64_t> WordPiece::encode(std::string_view text, std::string_view pair,
                                            std::size_t max_tokens) const {
  const std::size_t specials = pair.empty() ? 2 : 3;
  if (max_tokens < specials) throw std::invalid_argument("WordPiece: no room for special tokens");
  std::vector<std::int64_t> first = pieces(text), second = pieces(pair);
  truncate_longest_first(first, second, max_tokens - specials);
  std::vector<std::int64_t> ids{start_};
  ids.insert(ids.end(), first.begin(), first.end());
  ids.push_back(separator_);
  if (!pair.empty()) {
    ids.insert(ids.end(), second.begin(), second.end());
    ids.push_back(separator_);
  }
  return ids;
}

}  // namespace tiersim::models

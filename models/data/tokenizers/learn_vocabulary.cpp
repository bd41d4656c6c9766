#include "models/data/tokenizers/learn_vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "models/data/tokenizers/basic_words.h"
#include "models/data/tokenizers/byte_symbols.h"
#include "models/data/tokenizers/learn_merges.h"
#include "models/data/tokenizers/wordpiece.h"
#include "models/data/unicode.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

using Counts = std::map<std::string, std::int64_t, std::less<>>;

void require_room(std::size_t size, std::size_t least) {
  if (size < least) {
    throw UserError(
        fmt::format("a vocabulary of {} tokens: too small for the characters of the "
                    "texts (ask for at least {})",
                    size, least));
  }
}

/// Splits "word" into w ##o ##r ##d. Empty if it has more characters than WordPiece reads.
std::vector<std::string> characters_of(std::string_view word) {
  std::vector<std::string> characters;
  while (!word.empty()) {
    const std::size_t bytes = decode_utf8(word).bytes;
    characters.push_back((characters.empty() ? "" : "##") + std::string(word.substr(0, bytes)));
    word.remove_prefix(bytes);
  }
  if (characters.size() > WordPiece::kLongestWord) characters.clear();
  return characters;
}

}  // namespace

std::vector<std::string> learn_wordpiece(const std::vector<std::string>& texts, std::size_t size) {
  Counts counts;
  for (const std::string& text : texts) {
    for (const std::string& word : split_basic(text)) ++counts[word];
  }
  std::map<std::string, std::uint32_t> alphabet;
  for (const auto& [word, count] : counts) {
    for (const std::string& character : characters_of(word)) {
      alphabet.emplace(character, 0);
      if (character.size() > 2 && character.rfind("##", 0) == 0) {
        alphabet.emplace(character.substr(2), 0);
      }
    }
  }
  std::vector<std::string> symbols{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
  require_room(size, symbols.size() + alphabet.size());
  for (auto& [character, place] : alphabet) {
    place = static_cast<std::uint32_t>(symbols.size());
    symbols.push_back(character);
  }
  std::vector<CountedWord> words;
  for (const auto& [word, count] : counts) {
    CountedWord counted{{}, count};
    for (const std::string& character : characters_of(word)) {
      counted.symbols.push_back(alphabet.at(character));
    }
    words.push_back(std::move(counted));
  }
  learn_merges(std::move(words), symbols, size,
               [](const std::string& left, const std::string& right) {
                 return left + right.substr(2);  // the right part begins with "##"
               });
  return symbols;
}

ByteBpeVocabulary learn_byte_bpe(const std::vector<std::string>& texts, std::size_t size) {
  ByteBpeVocabulary learned;
  learned.vocabulary = {"<s>", "<pad>", "</s>", "<unk>", "<mask>"};
  const std::size_t specials = learned.vocabulary.size();
  require_room(size, specials + byte_symbols().size());
  for (const std::string& symbol : byte_symbols()) learned.vocabulary.push_back(symbol);

  Counts counts;
  for (const std::string& text : texts) {
    for (const std::string_view piece : split_gpt2(text)) {
      const auto found = counts.find(piece);
      if (found != counts.end()) {
        ++found->second;
      } else {
        counts.emplace(piece, 1);
      }
    }
  }
  std::vector<CountedWord> words;
  for (const auto& [piece, count] : counts) {
    CountedWord counted{{}, count};
    for (const char byte : piece) {
      counted.symbols.push_back(static_cast<std::uint32_t>(specials) +
                                static_cast<unsigned char>(byte));
    }
    words.push_back(std::move(counted));
  }
  learned.merges =
      learn_merges(std::move(words), learned.vocabulary, size,
                   [](const std::string& left, const std::string& right) { return left + right; });
  return learned;
}

}  // namespace tiersim::models

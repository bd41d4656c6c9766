#include "models/data/learn_vocabulary.h"

#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include "models/data/unicode.h"
#include "models/data/wordpiece.h"

namespace tiersim::models {
namespace {

using Pair = std::pair<std::string, std::string>;
using Join = std::function<std::string(const std::string&, const std::string&)>;

/// Words in symbols, and how often each pair of neighbours occurs.
class PairCounter {
 public:
  PairCounter(std::map<std::vector<std::string>, std::int64_t> words, Join join)
      : join_(std::move(join)) {
    for (auto& [symbols, count] : words) {
      words_.push_back({symbols, count});
      count_pairs(words_.size() - 1, +1);
    }
  }

  /// The commonest pair, merged everywhere; false where no pair occurs twice.
  bool merge_next(Pair& merged) {
    if (queue_.empty() || queue_.begin()->first > -2) return false;
    merged = queue_.begin()->second;
    const std::string symbol = join_(merged.first, merged.second);
    const std::set<std::size_t> places = where_[merged];
    for (const std::size_t word : places) {
      count_pairs(word, -1);
      std::vector<std::string>& symbols = words_[word].symbols;
      std::vector<std::string> shorter;
      for (std::size_t i = 0; i < symbols.size(); ++i) {
        const bool here =
            i + 1 < symbols.size() && symbols[i] == merged.first && symbols[i + 1] == merged.second;
        shorter.push_back(here ? symbol : symbols[i]);
        if (here) ++i;
      }
      symbols = std::move(shorter);
      count_pairs(word, +1);
    }
    return true;
  }

 private:
  struct Word {
    std::vector<std::string> symbols;
    std::int64_t count;
  };

  void count_pairs(std::size_t word, std::int64_t sign) {
    const auto& [symbols, count] = words_[word];
    for (std::size_t i = 0; i + 1 < symbols.size(); ++i) {
      const Pair pair{symbols[i], symbols[i + 1]};
      std::int64_t& total = counts_[pair];
      queue_.erase({-total, pair});
      total += sign * count;
      if (total > 0) queue_.insert({-total, pair});
      if (sign > 0) {
        where_[pair].insert(word);
      } else {
        where_[pair].erase(word);
      }
    }
  }

  Join join_;
  std::vector<Word> words_;
  std::map<Pair, std::int64_t> counts_;
  std::map<Pair, std::set<std::size_t>> where_;
  std::set<std::pair<std::int64_t, Pair>> queue_;  ///< by falling count, then by name
};

}  // namespace

std::vector<std::string> learn_wordpiece(const std::vector<std::string>& texts, std::size_t size) {
  std::map<std::vector<std::string>, std::int64_t> words;
  std::set<std::string> characters;
  for (const std::string& text : texts) {
    for (const std::string& word : basic_words(text)) {
      std::vector<std::string> symbols;
      for (const char32_t point : code_points(word)) {
        std::string symbol = symbols.empty() ? "" : "##";
        append_utf8(symbol, point);
        characters.insert(symbol);
        symbols.push_back(std::move(symbol));
      }
      ++words[symbols];
    }
  }
  std::vector<std::string> vocabulary{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
  vocabulary.insert(vocabulary.end(), characters.begin(), characters.end());
  std::set<std::string> known(vocabulary.begin(), vocabulary.end());
  const Join join = [](const std::string& left, const std::string& right) {
    return left + right.substr(2);  // what stands at the right is always inside the word
  };
  PairCounter counter(std::move(words), join);
  for (Pair pair; vocabulary.size() < size && counter.merge_next(pair);) {
    std::string piece = join(pair.first, pair.second);
    if (known.insert(piece).second) vocabulary.push_back(std::move(piece));
  }
  return vocabulary;
}

ByteBpeVocabulary learn_byte_bpe(const std::vector<std::string>& texts, std::size_t size) {
  std::map<std::vector<std::string>, std::int64_t> words;
  for (const std::string& text : texts) {
    for (const std::string& word : bpe_words(text)) {
      std::vector<std::string> symbols;
      for (const char byte : word) symbols.push_back(byte_symbol(static_cast<unsigned char>(byte)));
      ++words[symbols];
    }
  }
  ByteBpeVocabulary vocabulary;
  vocabulary.symbols = {"<s>", "<pad>", "</s>", "<unk>", "<mask>"};
  for (int byte = 0; byte < 256; ++byte)
    vocabulary.symbols.push_back(byte_symbol(static_cast<unsigned char>(byte)));
  std::set<std::string> known(vocabulary.symbols.begin(), vocabulary.symbols.end());
  PairCounter counter(std::move(words), std::plus<std::string>());
  for (Pair pair; vocabulary.symbols.size() < size && counter.merge_next(pair);) {
    if (known.insert(pair.first + pair.second).second)
      vocabulary.symbols.push_back(pair.first + pair.second);
    vocabulary.merges.push_back(pair);
  }
  return vocabulary;
}

}  // namespace tiersim::models

#include "models/data/tokenizers/learn_merges.h"

#include <algorithm>
#include <queue>
#include <unordered_map>

namespace tiersim::models {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

std::uint64_t key_of(Pair pair) { return std::uint64_t{pair.first} << 32U | pair.second; }

/// Counts how often each pair occurs and in which words. The counts follow changes of the words.
class PairCounts {
 public:
  struct Candidate {
    std::int64_t count;
    Pair pair;
  };

  PairCounts(std::vector<CountedWord> words, const std::vector<std::string>& symbols)
      : words_(std::move(words)), symbols_(symbols), queue_(Later{symbols}) {
    for (std::uint32_t i = 0; i < words_.size(); ++i) add_pairs(i);
    for (const auto& [key, row] : rows_) queue_.push({row.count, pair_of(key)});
    touched_.clear();
  }

  /// The most frequent pair. Returns false if none is left.
  bool most_frequent(Pair& pair) {
    while (!queue_.empty()) {
      const Candidate top = queue_.top();
      queue_.pop();
      const auto row = rows_.find(key_of(top.pair));
      const std::int64_t count = row == rows_.end() ? 0 : row->second.count;
      if (count == top.count) {
        pair = top.pair;
        return true;
      }
      // A count that has fallen is put back in its new place. A count that has risen already was.
      if (count > 0 && count < top.count) queue_.push({count, top.pair});
    }
    return false;
  }

  void replace(Pair pair, std::uint32_t merged) {
    const std::vector<std::uint32_t> where = std::move(rows_[key_of(pair)].words);
    std::uint32_t last = static_cast<std::uint32_t>(-1);
    for (const std::uint32_t index : where) {
      if (index == last) continue;
      last = index;
      replace_in(index, pair, merged);
    }
    rows_.erase(key_of(pair));
    std::sort(touched_.begin(), touched_.end());
    touched_.erase(std::unique(touched_.begin(), touched_.end()), touched_.end());
    for (const std::uint64_t key : touched_) {
      const auto row = rows_.find(key);
      if (row != rows_.end() && row->second.count > 0) {
        queue_.push({row->second.count, pair_of(key)});
      }
    }
    touched_.clear();
  }

 private:
  struct Row {
    std::int64_t count{0};
    std::vector<std::uint32_t> words;  // words where it occurs or has occurred
  };
  struct Later {
    const std::vector<std::string>& symbols;
    bool operator()(const Candidate& a, const Candidate& b) const {
      if (a.count != b.count) return a.count < b.count;
      const int order = symbols[a.pair.first].compare(symbols[b.pair.first]);
      return order != 0 ? order > 0 : symbols[a.pair.second] > symbols[b.pair.second];
    }
  };

  static Pair pair_of(std::uint64_t key) {
    return {static_cast<std::uint32_t>(key >> 32U), static_cast<std::uint32_t>(key)};
  }

  void add_pairs(std::uint32_t index) {
    const CountedWord& word = words_[index];
    for (std::size_t i = 0; i + 1 < word.symbols.size(); ++i) {
      const std::uint64_t key = key_of({word.symbols[i], word.symbols[i + 1]});
      Row& row = rows_[key];
      row.count += word.count;
      if (row.words.empty() || row.words.back() != index) row.words.push_back(index);
      touched_.push_back(key);
    }
  }

  void replace_in(std::uint32_t index, Pair pair, std::uint32_t merged) {
    CountedWord& word = words_[index];
    std::vector<std::uint32_t> replaced;
    for (std::size_t i = 0; i < word.symbols.size(); ++i) {
      const bool matches = i + 1 < word.symbols.size() && word.symbols[i] == pair.first &&
                           word.symbols[i + 1] == pair.second;
      replaced.push_back(matches ? merged : word.symbols[i]);
      i += matches ? 1 : 0;
    }
    if (replaced.size() == word.symbols.size()) return;
    for (std::size_t i = 0; i + 1 < word.symbols.size(); ++i) {
      rows_[key_of({word.symbols[i], word.symbols[i + 1]})].count -= word.count;
    }
    word.symbols = std::move(replaced);
    add_pairs(index);
  }

  std::vector<CountedWord> words_;
  const std::vector<std::string>& symbols_;
  std::unordered_map<std::uint64_t, Row> rows_;
  std::priority_queue<Candidate, std::vector<Candidate>, Later> queue_;
  std::vector<std::uint64_t> touched_;
};

}  // namespace

std::vector<std::pair<std::string, std::string>> learn_merges(std::vector<CountedWord> words,
                                                              std::vector<std::string>& symbols,
                                                              std::size_t size, const Join& join) {
  std::unordered_map<std::string, std::uint32_t> places;
  for (const std::string& symbol : symbols) {
    places.emplace(symbol, static_cast<std::uint32_t>(places.size()));
  }
  PairCounts counts(std::move(words), symbols);
  std::vector<std::pair<std::string, std::string>> merges;
  Pair pair;
  while (symbols.size() < size && counts.most_frequent(pair)) {
    const std::string left = symbols[pair.first], right = symbols[pair.second];
    const auto [place, is_new] =
        places.emplace(join(left, right), static_cast<std::uint32_t>(symbols.size()));
    if (is_new) symbols.push_back(place->first);
    merges.emplace_back(left, right);
    counts.replace(pair, place->second);
  }
  return merges;
}

}  // namespace tiersim::models

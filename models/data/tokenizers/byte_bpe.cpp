#include "models/data/tokenizers/byte_bpe.h"

#include <fmt/format.h>

#include <queue>
#include <stdexcept>
#include <tuple>

#include "models/data/tokenizers/byte_symbols.h"
#include "sim/base/error.h"

namespace tiersim::models {
namespace {

std::uint64_t key_of(std::int64_t left, std::int64_t right) {
  return static_cast<std::uint64_t>(left) << 32U | static_cast<std::uint64_t>(right);
}

[[noreturn]] void fail(const std::string& problem) {
  throw UserError(
      fmt::format("byte-level BPE: {} (take vocabulary and merges from one model)", problem));
}

}  // namespace

ByteBpe::ByteBpe(const ByteBpeVocabulary& vocabulary) {
  std::unordered_map<std::string, std::int64_t> ids;
  for (const std::string& token : vocabulary.vocabulary) {
    if (!ids.emplace(token, static_cast<std::int64_t>(ids.size())).second) {
      fail(fmt::format("the token \"{}\" occurs twice", token));
    }
  }
  const auto id_of = [&](const std::string& token) {
    const auto found = ids.find(token);
    if (found == ids.end()) fail(fmt::format("the token \"{}\" is missing", token));
    return found->second;
  };
  for (const std::string& symbol : byte_symbols()) byte_ids_.push_back(id_of(symbol));
  for (const auto& [left, right] : vocabulary.merges) {
    const Merge merge{merges_.size(), id_of(left + right)};
    merges_.emplace(key_of(id_of(left), id_of(right)), merge);
  }
  tokens_.resize(ids.size());
  for (const auto& [token, id] : ids) {
    // A token that is not written in byte symbols must be a special token.
    std::string& bytes = tokens_[static_cast<std::size_t>(id)];
    if (!read_bytes(token, bytes)) bytes.clear();
  }
  start_ = id_of("<s>");
  pad_ = id_of("<pad>");
  end_ = id_of("</s>");
  for (const char* special : {"<s>", "<pad>", "</s>", "<unk>", "<mask>"}) {
    if (const auto found = ids.find(special); found != ids.end()) {
      tokens_[static_cast<std::size_t>(found->second)].clear();
    }
  }
  id_of("<unk>");
}

const ByteBpe::Merge* ByteBpe::find_merge(std::int64_t left, std::int64_t right) const {
  const auto found = merges_.find(key_of(left, right));
  return found == merges_.end() ? nullptr : &found->second;
}

void ByteBpe::append_piece(std::string_view piece, std::vector<std::int64_t>& ids) const {
  // The symbols are a linked list. The queue gives the pair of lowest rank, and of equal ranks the
  // leftmost. An entry is skipped if its neighbours have changed since.
  struct Symbol {
    std::int64_t id;
    std::size_t before, after;  // indices; kNone at the ends
  };
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  constexpr std::int64_t kGone = -1;
  std::vector<Symbol> symbols(piece.size());
  using Candidate = std::tuple<std::size_t, std::size_t, std::int64_t, std::int64_t>;
  std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue;
  const auto offer = [&](std::size_t left) {
    if (left == kNone || symbols[left].after == kNone) return;
    const std::int64_t first = symbols[left].id, second = symbols[symbols[left].after].id;
    if (const Merge* merge = find_merge(first, second)) {
      queue.emplace(merge->rank, left, first, second);
    }
  };
  for (std::size_t i = 0; i < piece.size(); ++i) {
    symbols[i] = {byte_ids_[static_cast<unsigned char>(piece[i])], i == 0 ? kNone : i - 1,
                  i + 1 == piece.size() ? kNone : i + 1};
  }
  for (std::size_t i = 0; i + 1 < piece.size(); ++i) offer(i);
  while (!queue.empty()) {
    const auto [rank, left, first, second] = queue.top();
    queue.pop();
    const std::size_t right = symbols[left].after;
    if (right == kNone || symbols[left].id != first || symbols[right].id != second) continue;
    symbols[left].id = find_merge(first, second)->merged;
    symbols[left].after = symbols[right].after;
    symbols[right].id = kGone;
    if (symbols[left].after != kNone) symbols[symbols[left].after].before = left;
    offer(symbols[left].before);
    offer(left);
  }
  for (const Symbol& symbol : symbols) {
    if (symbol.id != kGone) ids.push_back(symbol.id);
  }
}

std::vector<std::int64_t> ByteBpe::pieces(std::string_view text) const {
  std::vector<std::int64_t> ids;
  for (const std::string_view piece : split_gpt2(text)) append_piece(piece, ids);
  return ids;
}

std::vector<std::int64_t> ByteBpe::encode(std::string_view text, std::string_view pair,
                                          std::size_t max_tokens) const {
  const std::size_t specials = pair.empty() ? 2 : 4;
  if (max_tokens < specials) throw std::invalid_argument("ByteBpe: no room for special tokens");
  std::vector<std::int64_t> first = pieces(text), second = pieces(pair);
  truncate_longest_first(first, second, max_tokens - specials);
  std::vector<std::int64_t> ids{start_};
  ids.insert(ids.end(), first.begin(), first.end());
  ids.push_back(end_);
  if (!pair.empty()) {
    ids.push_back(end_);
    ids.insert(ids.end(), second.begin(), second.end());
    ids.push_back(end_);
  }
  return ids;
}

std::string ByteBpe::decode(const std::vector<std::int64_t>& ids) const {
  std::string text;
  for (const std::int64_t id : ids) text += tokens_.at(static_cast<std::size_t>(id));
  return text;
}

}  // namespace tiersim::models

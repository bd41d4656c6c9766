#pragma once

#include <cstddef>
#include <map>
#include <utility>

#include "models/weights/pickle.h"

namespace tiersim::models {

/// The stack machine that a pickle is a program for; each operation in the file (pickle.cpp) is a
/// step or two here. Throws UserError for whatever does not fit the stack.
class PickleMachine {
 public:
  using Kind = PickleValue::Kind;
  using Index = std::uint32_t;  ///< of a value

  /// `input` and `globals` outlive the machine.
  PickleMachine(InputFile& input, std::uint64_t bytes, const PickleGlobals& globals)
      : input_(input), end_(input.position() + bytes), globals_(globals) {}

  // The program: numbers little endian, but for the reals.
  template <typename Number>
  Number number() {
    check_left(sizeof(Number));
    return input_.read_number<Number>();
  }
  std::int64_t long_number();  ///< a length in one byte, then so many bytes, two's complement
  double real();               ///< big endian
  std::string text(std::uint64_t bytes);

  // The stack.
  PickleValue& push(Kind kind);
  void push_integer(Kind kind, std::int64_t integer) { push(kind).integer = integer; }
  void push_items(Kind kind, std::vector<Index> items) { push(kind).items = std::move(items); }
  void push_text(std::uint64_t bytes) { push(Kind::text).text = text(bytes); }
  void push_global();  ///< module and name, a line each
  void mark() { marks_.push_back(stack_.size()); }
  std::vector<Index> pop(std::size_t count);
  std::vector<Index> pop_to_mark();
  void add(Kind kind, const std::vector<Index>& items);  ///< to the list or dict on top
  void reduce();                                         ///< a call of what lies under a tuple
  void build();

  void put(Index key) { memo_[key] = top(); }
  void get(Index key);

  Pickle finish();
  [[noreturn]] void fail(const std::string& problem) const;

 private:
  void check_left(std::uint64_t bytes) const;
  std::string line();
  Index top() const;
  std::vector<Index> ordered_items(const PickleValue& arguments);

  InputFile& input_;
  const std::uint64_t end_;
  const PickleGlobals& globals_;
  std::vector<PickleValue> values_;
  std::vector<Index> stack_;
  std::vector<std::size_t> marks_;  // heights of the stack
  std::map<Index, Index> memo_;     // a tree: nobody can choose keys that make it slow
  std::size_t pairs_{0};            // copied into dicts, all together
};

}  // namespace tiersim::models

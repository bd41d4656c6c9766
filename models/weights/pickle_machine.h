#pragma once

#include <cstddef>
#include <map>
#include <utility>

#include "models/weights/pickle.h"

namespace tiersim::models {

/// The stack machine that turns the operations of a pickle into values, without executing Python
/// code. Each operation of the format (pickle.cpp) calls one or two functions of this class. Throws
/// UserError if an operation does not fit the stack.
class PickleMachine {
 public:
  using Kind = PickleValue::Kind;
  using Index = std::uint32_t;  ///< index of a value in Pickle::values

  /// Reads at most `bytes` bytes from the position of `input`. Accepts the functions and classes in
  /// `globals`. `input` and `globals` must outlive the machine.
  PickleMachine(InputFile& input, std::uint64_t bytes, const PickleGlobals& globals)
      : input_(input), end_(input.position() + bytes), globals_(globals) {}

  // Reading the program. Numbers are little endian, except real().
  template <typename Number>
  Number number() {
    check_left(sizeof(Number));
    return input_.read_number<Number>();
  }
  std::int64_t long_number();  ///< reads one byte of length, then the number in two's complement
  double real();               ///< reads a float64, big endian
  std::string text(std::uint64_t bytes);

  // Changing the stack.
  PickleValue& push(Kind kind);
  void push_integer(Kind kind, std::int64_t integer) { push(kind).integer = integer; }
  void push_items(Kind kind, std::vector<Index> items) { push(kind).items = std::move(items); }
  void push_text(std::uint64_t bytes) { push(Kind::text).text = text(bytes); }
  void push_global();  ///< reads a global: module and name, one line each
  void mark() { marks_.push_back(stack_.size()); }
  std::vector<Index> pop(std::size_t count);
  std::vector<Index> pop_to_mark();
  /// Appends `items` to the list or dict on top of the stack, whose kind must be `kind`.
  void add(Kind kind, const std::vector<Index>& items);
  void reduce();  ///< replaces a function and a tuple, on top of the stack, by a call
  void build();   ///< removes the attributes of an object from the top of the stack

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
  std::vector<std::size_t> marks_;  // stack heights at the marks
  std::map<Index, Index> memo_;     // a tree, because a hash table is slow for chosen keys
  std::size_t pairs_{0};            // pairs that were copied into dicts, in total
};

}  // namespace tiersim::models

#include "models/weights/pickle_machine.h"

#include <cstring>

namespace tiersim::models {
namespace {

constexpr std::size_t kLongestLine = 256;
constexpr std::size_t kMostPairs = 1'000'000;
constexpr const char* kOrderedDict = "collections.OrderedDict";

}  // namespace

std::int64_t PickleMachine::long_number() {
  const std::string bytes = text(number<std::uint8_t>());
  if (bytes.size() > sizeof(std::int64_t)) fail("the pickle holds a number over 64 bits");
  const bool negative = !bytes.empty() && (bytes.back() & 0x80) != 0;
  std::int64_t result = negative ? -1 : 0;
  std::memcpy(&result, bytes.data(), bytes.size());
  return result;
}

double PickleMachine::real() {
  const std::uint64_t bits = __builtin_bswap64(number<std::uint64_t>());
  double result = 0;
  std::memcpy(&result, &bits, sizeof(result));
  return result;
}

std::string PickleMachine::text(std::uint64_t bytes) {
  check_left(bytes);
  return input_.read_text(bytes);
}

std::string PickleMachine::line() {
  std::string result;
  for (char c = number<char>(); c != '\n'; c = number<char>()) {
    result += c;
    if (result.size() > kLongestLine) fail("the pickle holds an overlong name");
  }
  return result;
}

PickleValue& PickleMachine::push(Kind kind) {
  stack_.push_back(static_cast<Index>(values_.size()));
  values_.emplace_back().kind = kind;
  return values_.back();
}

void PickleMachine::push_global() {
  const std::string module = line();
  const std::string name = module + "." + line();
  if (name != kOrderedDict && globals_.count(name) == 0) fail("the pickle wants to call " + name);
  push(Kind::global).text = name;
}

std::vector<PickleMachine::Index> PickleMachine::pop(std::size_t count) {
  const std::size_t floor = marks_.empty() ? 0 : marks_.back();
  if (stack_.size() - floor < count) fail("the pickle's stack runs empty");
  std::vector<Index> items(stack_.end() - static_cast<std::ptrdiff_t>(count), stack_.end());
  stack_.resize(stack_.size() - count);
  return items;
}

std::vector<PickleMachine::Index> PickleMachine::pop_to_mark() {
  if (marks_.empty()) fail("the pickle's stack runs empty");
  std::vector<Index> items = pop(stack_.size() - marks_.back());
  marks_.pop_back();
  return items;
}

void PickleMachine::add(Kind kind, const std::vector<Index>& items) {
  PickleValue& target = values_[top()];
  if (target.kind != kind) fail("the pickle adds elements to a value that is no list or dict");
  if (kind == Kind::dict && items.size() % 2 != 0) fail("the pickle sets a key without a value");
  target.items.insert(target.items.end(), items.begin(), items.end());
}

void PickleMachine::reduce() {
  const std::vector<Index> call = pop(2);
  const PickleValue& callee = values_[call[0]];
  const PickleValue& arguments = values_[call[1]];
  if (callee.kind != Kind::global || arguments.kind != Kind::tuple)
    fail("the pickle calls without a function and a tuple of arguments");
  if (callee.text == kOrderedDict) return push_items(Kind::dict, ordered_items(arguments));
  push_items(Kind::call, call);
}

/// The items of a new OrderedDict. Python 3 creates it empty and fills it later. Python 2 passes a
/// list of pairs.
std::vector<PickleMachine::Index> PickleMachine::ordered_items(const PickleValue& arguments) {
  std::vector<Index> items;
  if (arguments.items.empty()) return items;
  const PickleValue& pairs = values_[arguments.items[0]];
  if (arguments.items.size() != 1 || pairs.kind != Kind::list)
    fail("the pickle makes an OrderedDict of a value that is no list");
  pairs_ += pairs.items.size();  // the same list may be passed many times
  if (pairs_ > kMostPairs) fail("the pickle has more than a million pairs in dicts");
  for (const Index index : pairs.items) {
    const PickleValue& pair = values_[index];
    if ((pair.kind != Kind::list && pair.kind != Kind::tuple) || pair.items.size() != 2)
      fail("the pickle makes an OrderedDict of items that are no pairs");
    items.insert(items.end(), pair.items.begin(), pair.items.end());
  }
  return items;
}

void PickleMachine::build() {
  pop(1);  // skips the attributes
  const Kind kind = values_[top()].kind;
  if (kind != Kind::dict && kind != Kind::call) fail("the pickle sets attributes of plain data");
}

void PickleMachine::get(Index key) {
  const auto found = memo_.find(key);
  if (found == memo_.end()) fail("the pickle reads a memo that it did not write");
  stack_.push_back(found->second);
}

Pickle PickleMachine::finish() {
  if (stack_.size() != 1 || !marks_.empty()) fail("the pickle ends too early");
  return {std::move(values_), stack_.front()};
}

void PickleMachine::fail(const std::string& problem) const {
  input_.fail(problem, "load only files that hold plain tensors");
}

void PickleMachine::check_left(std::uint64_t bytes) const {
  if (bytes > end_ - input_.position()) fail("the pickle is truncated");
}

PickleMachine::Index PickleMachine::top() const {
  if (stack_.size() == (marks_.empty() ? 0 : marks_.back())) fail("the pickle's stack runs empty");
  return stack_.back();
}

}  // namespace tiersim::models

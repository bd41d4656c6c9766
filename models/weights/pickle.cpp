#include "models/weights/pickle.h"

#include <fmt/format.h>

#include <array>

#include "models/weights/pickle_machine.h"

namespace tiersim::models {
namespace {

using M = PickleMachine;
using Kind = PickleValue::Kind;

constexpr int kMostOperations = 2'000'000;

/// An operation: its byte, its name in pickletools, and what it does. Operations that are refused
/// have no step.
struct Operation {
  std::uint8_t code;
  const char* name;
  void (*step)(M&);
};

constexpr Operation kOperations[] = {
    {'(', "MARK", [](M& m) { m.mark(); }},
    {'N', "NONE", [](M& m) { m.push(Kind::none); }},
    {0x88, "NEWTRUE", [](M& m) { m.push_integer(Kind::boolean, 1); }},
    {0x89, "NEWFALSE", [](M& m) { m.push_integer(Kind::boolean, 0); }},
    {'J', "BININT", [](M& m) { m.push_integer(Kind::integer, m.number<std::int32_t>()); }},
    {'K', "BININT1", [](M& m) { m.push_integer(Kind::integer, m.number<std::uint8_t>()); }},
    {'M', "BININT2", [](M& m) { m.push_integer(Kind::integer, m.number<std::uint16_t>()); }},
    {0x8a, "LONG1", [](M& m) { m.push_integer(Kind::integer, m.long_number()); }},
    {'G', "BINFLOAT", [](M& m) { m.push(Kind::real).real = m.real(); }},
    {'X', "BINUNICODE", [](M& m) { m.push_text(m.number<std::uint32_t>()); }},
    {'T', "BINSTRING", [](M& m) { m.push_text(m.number<std::uint32_t>()); }},
    {'U', "SHORT_BINSTRING", [](M& m) { m.push_text(m.number<std::uint8_t>()); }},
    {'c', "GLOBAL", [](M& m) { m.push_global(); }},
    {')', "EMPTY_TUPLE", [](M& m) { m.push_items(Kind::tuple, {}); }},
    {']', "EMPTY_LIST", [](M& m) { m.push_items(Kind::list, {}); }},
    {'}', "EMPTY_DICT", [](M& m) { m.push_items(Kind::dict, {}); }},
    {'t', "TUPLE", [](M& m) { m.push_items(Kind::tuple, m.pop_to_mark()); }},
    {0x85, "TUPLE1", [](M& m) { m.push_items(Kind::tuple, m.pop(1)); }},
    {0x86, "TUPLE2", [](M& m) { m.push_items(Kind::tuple, m.pop(2)); }},
    {0x87, "TUPLE3", [](M& m) { m.push_items(Kind::tuple, m.pop(3)); }},
    {'Q', "BINPERSID", [](M& m) { m.push_items(Kind::persistent, m.pop(1)); }},
    {'a', "APPEND", [](M& m) { m.add(Kind::list, m.pop(1)); }},
    {'e', "APPENDS", [](M& m) { m.add(Kind::list, m.pop_to_mark()); }},
    {'s', "SETITEM", [](M& m) { m.add(Kind::dict, m.pop(2)); }},
    {'u', "SETITEMS", [](M& m) { m.add(Kind::dict, m.pop_to_mark()); }},
    {'q', "BINPUT", [](M& m) { m.put(m.number<std::uint8_t>()); }},
    {'r', "LONG_BINPUT", [](M& m) { m.put(m.number<std::uint32_t>()); }},
    {'h', "BINGET", [](M& m) { m.get(m.number<std::uint8_t>()); }},
    {'j', "LONG_BINGET", [](M& m) { m.get(m.number<std::uint32_t>()); }},
    {'R', "REDUCE", [](M& m) { m.reduce(); }},
    {'b', "BUILD", [](M& m) { m.build(); }},
    {'i', "INST", nullptr},
    {'o', "OBJ", nullptr},
    {0x81, "NEWOBJ", nullptr},
    {0x82, "EXT1", nullptr},
    {0x83, "EXT2", nullptr},
    {0x84, "EXT4", nullptr},
    {0x93, "STACK_GLOBAL", nullptr},
};
constexpr std::uint8_t kProto = 0x80;
constexpr std::uint8_t kStop = '.';

using Table = std::array<const Operation*, 256>;

const Table& table() {
  static const Table all = [] {
    Table result{};
    for (const Operation& operation : kOperations) result[operation.code] = &operation;
    return result;
  }();
  return all;
}

}  // namespace

Pickle read_pickle(InputFile& input, std::uint64_t bytes, const PickleGlobals& globals) {
  PickleMachine machine(input, bytes, globals);
  if (machine.number<std::uint8_t>() != kProto || machine.number<std::uint8_t>() != 2)
    input.fail("a pickle of another protocol than 2", "save it with torch.save's own protocol");
  for (int i = 0; i < kMostOperations; ++i) {
    const auto code = machine.number<std::uint8_t>();
    if (code == kStop) return machine.finish();
    const Operation* operation = table()[code];
    if (!operation) machine.fail(fmt::format("the pickle holds an unknown operation {:#x}", code));
    if (!operation->step)
      machine.fail(fmt::format("the pickle uses the forbidden operation {}", operation->name));
    operation->step(machine);
  }
  machine.fail("the pickle has more than two million operations");
}

const PickleValue* find(const Pickle& pickle, const PickleValue& dict, std::string_view key) {
  const PickleValue* found = nullptr;
  for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
    const PickleValue& candidate = pickle.values[dict.items[i]];
    if (candidate.kind == Kind::text && candidate.text == key)
      found = &pickle.values[dict.items[i + 1]];
  }
  return found;
}

}  // namespace tiersim::models

#include "models/weights/pickle.h"

#include <catch2/catch.hpp>
#include <cstdlib>

#include "tests/models/weights/pth_files.h"

using namespace tiersim::models;
using Catch::Contains;

namespace {

const std::filesystem::path kPicklePath =
    std::filesystem::temp_directory_path() / "tiersim-test-pickle.pth";

std::string complaint(const std::string& pickle) { return zip_complaint(kPicklePath, pickle, {}); }

}  // namespace

TEST_CASE("A pickle that calls a program is refused by name and calls nothing", "[pth]") {
  const std::filesystem::path trace = kPicklePath.string() + ".called";
  const std::string command = "touch " + trace.string();
  std::filesystem::remove(trace);
  PickleWriter pickle;  // as pickle.dumps writes an object whose __reduce__ returns this call
  pickle.global("posix", "system").op('(').text(command).op('t').op('R').op('.');
  CHECK_THAT(complaint(pickle.bytes),
             Contains("the pickle wants to call posix.system (load only files that hold plain"));
  CHECK_FALSE(std::filesystem::exists(trace));
  write_legacy_pth(kPicklePath, pickle.bytes, {});
  CHECK_THAT(pth_complaint(kPicklePath), Contains("wants to call posix.system"));
  CHECK_FALSE(std::filesystem::exists(trace));
  REQUIRE(std::system(command.c_str()) == 0);  // proof that the command leaves a trace
  CHECK(std::filesystem::remove(trace));
}

TEST_CASE("Operations and globals that a state_dict does not need are refused by name", "[pth]") {
  struct Row {
    const char* title;
    PickleWriter pickle;
    const char* complaint;
  };
  const Row rows[] = {
      {"eval", PickleWriter().global("__builtin__", "eval"), "__builtin__.eval"},
      {"a pickled module", PickleWriter().global("torch.nn.modules.linear", "Linear"),
       "torch.nn.modules.linear.Linear"},
      {"a dotted name", PickleWriter().global("torch", "_utils._rebuild_tensor_v2.__globals__"),
       "wants to call torch._utils._rebuild_tensor_v2.__globals__"},
      {"an overlong name", PickleWriter().global(std::string(100'000, 'x'), "y"), "overlong"},
      {"INST", PickleWriter().op('(').op('i').raw("os\nsystem\n"), "INST"},
      {"OBJ", PickleWriter().op('(').op('o'), "OBJ"},
      {"NEWOBJ", PickleWriter().op('\x81'), "NEWOBJ"},
      {"STACK_GLOBAL", PickleWriter().text("os").text("system").op('\x93'), "STACK_GLOBAL"},
      {"EXT1", PickleWriter().op('\x82').op('\x01'), "EXT1"},
      {"no operation", PickleWriter().op('\xff'), "unknown operation 0xff"},
      {"a called storage",
       PickleWriter()
           .op('}')
           .text("a")
           .global("torch", "FloatStorage")
           .op(')')
           .op('R')
           .op('s')
           .op('.'),
       "it calls torch.FloatStorage"},
      {"a called text", PickleWriter().text("a").op(')').op('R'), "without a function"},
      {"a call without a tuple", PickleWriter().global("torch", "FloatStorage").text("a").op('R'),
       "without a function"},
      {"a persistent module",
       PickleWriter().op('}').text("a").op('(').text("module").op('t').op('Q').op('s').op('.'),
       "names no storage"},
      {"a persistent text", PickleWriter().text("a").op('Q').op('.'), "unknown description"},
      {"an empty stack", PickleWriter().op('R'), "runs empty"},
      {"a mark in the way", PickleWriter().op('N').op('(').op('\x85'), "runs empty"},
      {"no mark", PickleWriter().op('t'), "runs empty"},
      {"attributes of nothing", PickleWriter().op('N').op('b'), "runs empty"},
      {"attributes of a number", PickleWriter().integer(1).op('N').op('b'), "attributes"},
      {"elements of a text", PickleWriter().text("a").op('N').op('a'), "elements"},
      {"a key alone", PickleWriter().op('}').op('(').op('N').op('u'), "without a value"},
      {"an unknown memo", PickleWriter().op('h').op('\x07'), "did not write"},
      {"nothing kept", PickleWriter().op('q').op('\x07'), "runs empty"},
      {"a number of 255 bytes", PickleWriter().op('\x8a').op('\xff').raw(repeat("x", 255)), "64"},
      {"a text of 4 GB", PickleWriter().op('X').number(0xffffffffU), "truncated"},
      {"two values", PickleWriter().op('N').op('N').op('.'), "too early"},
      {"no value", PickleWriter().op('.'), "too early"},
      {"no dict", PickleWriter().op('N').op('.'), "no dict"},
      {"no tensors", PickleWriter().op('}').op('.'), "no tensors"},
      {"no pairs",
       PickleWriter()
           .global("collections", "OrderedDict")
           .op(']')
           .op('N')
           .op('a')
           .op('\x85')
           .op('R'),
       "no pairs"},
  };
  for (const Row& row : rows) {
    INFO(row.title);
    CHECK_THAT(complaint(row.pickle.bytes), Contains(row.complaint));
  }
  CHECK_THAT(complaint("\x80\x04N."), Contains("protocol"));
  CHECK_THAT(complaint(""), Contains("truncated"));
}

TEST_CASE("Pickles that try to exhaust memory or time give an error or load quickly", "[pth]") {
  CHECK_THAT(complaint("\x80\x02" + repeat("]", 1'000'000) + repeat("a", 999'999) + "."),
             Contains("no dict"));  // lists nested a million deep
  CHECK_THAT(complaint("\x80\x02" + repeat("(", 1'000'000)), Contains("truncated"));
  CHECK_THAT(complaint("\x80\x02" + repeat("N", 3'000'000)), Contains("two million"));
  // Each list holds the list before it ten times: 10^50 elements if all are followed.
  std::string laughs = "\x80\x02]q";
  laughs += '\0';
  for (char i = 1; i < 50; ++i) {
    laughs += "](";
    for (int j = 0; j < 10; ++j) (laughs += 'h') += static_cast<char>(i - 1);
    (laughs += "eq") += i;
  }
  CHECK_THAT(complaint(laughs + "."), Contains("too early"));
  // A dict that is its own key.
  CHECK_THAT(complaint("\x80\x02}q\x01h\x01h\x01s."), Contains("no tensors"));
  CHECK_THAT(complaint("\x80\x02}q\x01X\x0a" + std::string(3, '\0') + "state_dicth\x01s."),
             Contains("no tensors"));  // a dict that holds itself
  // One list of 1000 pairs is made into a dict 100,000 times.
  const std::string pairs = "](" + repeat("NN\x86", 1000) + "eq\x01";
  CHECK_THAT(complaint("\x80\x02" + pairs + "ccollections\nOrderedDict\nq\x02" +
                       repeat("h\x02h\x01\x85R", 100'000)),
             Contains("a million pairs"));
  // Memo keys that would fall into one bucket of a hash table of some usual sizes.
  PickleWriter keys;
  keys.op('}');
  for (std::uint32_t i = 0; i < 500'000; ++i) keys.op('r').number(i * 7993);
  CHECK_THAT(complaint(keys.op('.').bytes), Contains("no tensors"));
}

#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "models/weights/input_file.h"

namespace tiersim::models {

/// A value in a pickle. It refers to other values by their index in Pickle::values.
struct PickleValue {
  enum class Kind {
    none,
    boolean,
    integer,
    real,
    text,
    tuple,
    list,
    dict,
    global,
    call,
    persistent
  };
  Kind kind{Kind::none};
  std::int64_t integer{0};  ///< an integer, or a boolean as 0 or 1
  double real{0};
  std::string text;  ///< a text, or the name of a global: "torch._utils._rebuild_tensor_v2"
  /// - tuple, list: the elements.
  /// - dict: key, value, key, value, ...
  /// - call: a global and a tuple of arguments.
  /// - persistent: the id of an object that is stored elsewhere.
  std::vector<std::uint32_t> items;
};

/// The content of a pickle. Calls are recorded, not made. Values may refer to each other in
/// circles, so code that follows them must limit its depth to that of the structure it expects.
struct Pickle {
  std::vector<PickleValue> values;
  std::uint32_t root{0};
};

/// Names of globals: "module.name".
using PickleGlobals = std::set<std::string, std::less<>>;

/// Reads one pickle of protocol 2 of at most `bytes` bytes, from the position of `input`, and
/// leaves the position after it. Accepts the operations for plain data, `collections.OrderedDict`,
/// and the given `globals`. Nothing is executed or looked up. Attributes of objects (BUILD) are
/// skipped. Accepts at most two million operations, without recursion, so memory is bounded by the
/// file's length and some hundred bytes for each operation.
///
/// Throws UserError, with the name of the global or operation that is not accepted.
/// Source: Lib/pickletools.py of CPython 3.11 describes every operation.
Pickle read_pickle(InputFile& input, std::uint64_t bytes, const PickleGlobals& globals);

/// The value of a text key in a dict; the last one if the key occurs twice, as in Python. nullptr
/// if the key is missing.
const PickleValue* find(const Pickle& pickle, const PickleValue& dict, std::string_view key);

}  // namespace tiersim::models

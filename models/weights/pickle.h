#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "models/weights/input_file.h"

namespace tiersim::models {

/// One value in a Python pickle. It refers to other values by their index in Pickle::values.
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
  std::int64_t integer{0};  ///< value of an integer, or of a boolean as 0 or 1
  double real{0};           ///< value of a floating-point number
  std::string text;         ///< a text, or the name of a global: "torch._utils._rebuild_tensor_v2"
  /// Indices of the values that this value consists of:
  /// - tuple, list: the elements.
  /// - dict: key, value, key, value, ...
  /// - call: a global and a tuple of arguments.
  /// - persistent: the id of an object that is stored elsewhere.
  std::vector<std::uint32_t> items;
};

/// The content of a Python pickle as data. Calls are recorded and not executed. Values may refer to
/// each other in circles, so code that follows them must limit its depth to that of the structure
/// it expects.
struct Pickle {
  std::vector<PickleValue> values;
  std::uint32_t root{0};  ///< index of the pickled object
};

/// Names of Python functions and classes (globals) that a pickle may refer to: "module.name".
using PickleGlobals = std::set<std::string, std::less<>>;

/// Reads one pickle of protocol 2 of at most `bytes` bytes, from the position of `input`, and
/// leaves the position after it. Accepts the operations for plain data, `collections.OrderedDict`,
/// and the functions and classes in `globals`. Nothing is executed or looked up. Attributes of
/// objects (BUILD) are skipped. Accepts at most two million operations, without recursion, so
/// memory is bounded by the file's length and some hundred bytes for each operation.
///
/// Throws UserError for any other pickle. The error names a global or an operation that is not
/// accepted.
/// Source: Lib/pickletools.py of CPython 3.11 describes every operation.
Pickle read_pickle(InputFile& input, std::uint64_t bytes, const PickleGlobals& globals);

/// The value of the text `key` in a dict of a pickle, or nullptr if the key is missing. If the key
/// occurs twice, the last value counts, as in Python.
const PickleValue* find(const Pickle& pickle, const PickleValue& dict, std::string_view key);

}  // namespace tiersim::models

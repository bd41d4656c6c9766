#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "models/weights/input_file.h"

namespace tiersim::models {

/// A value in a pickle. Others are named by their index in Pickle::values.
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
  std::string text;  ///< a text, or a global's name, "torch._utils._rebuild_tensor_v2"
  /// tuple, list: elements. dict: key, value, key, value. call: a global and a tuple of arguments.
  /// persistent: what names the thing stored elsewhere.
  std::vector<std::uint32_t> items;
};

/// What a pickle says, with calls written down and none made. Values may refer to each other in
/// circles: whoever follows them goes only as many steps deep as the expected structure has.
struct Pickle {
  std::vector<PickleValue> values;
  std::uint32_t root{0};
};

/// Globals by "module.name".
using PickleGlobals = std::set<std::string, std::less<>>;

/// Reads one pickle of protocol 2 from the position of `input`, at most `bytes` long, and leaves
/// the position behind it. Knows the operations that plain data needs, `collections.OrderedDict`,
/// and of other globals those given. Nothing is executed or looked up; the attributes of objects
/// (BUILD) are passed over. At most two million operations, none of which recurses, so that memory
/// is bounded by the file's length and some hundred bytes for each.
/// Throws UserError, naming the global or operation that is not among them.
/// Source: Lib/pickletools.py of CPython 3.11 describes every operation.
Pickle read_pickle(InputFile& input, std::uint64_t bytes, const PickleGlobals& globals);

/// The value under a text key of a dict, the last as in Python; null where there is none.
const PickleValue* find(const Pickle& pickle, const PickleValue& dict, std::string_view key);

}  // namespace tiersim::models

#include "models/weights/pth.h"

#include <algorithm>
#include <string_view>

#include "models/weights/pickled_tensors.h"
#include "models/weights/stored_zip.h"

namespace tiersim::models {
namespace {

using Kind = PickleValue::Kind;
using Places = std::map<std::string, std::uint64_t>;  // position of each storage in the file

constexpr std::string_view kZip("PK\3\4", 4);
/// The older form begins with the pickled number 0x1950a86a20f9469cfc6c, in protocol 2.
constexpr std::string_view kLegacy("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15);
constexpr std::int64_t kLegacyProtocol = 1001;
constexpr std::size_t kLongestName = 1000;

struct Checkpoint {
  Pickle pickle;
  Places places;
};

/// Reads the zip form: "archive/data.pkl" is the object, "archive/data/0" is the storage of key 0,
/// and so on.
Checkpoint read_zip(InputFile& input) {
  const std::map<std::string, ZipRecord> records = read_stored_zip(input);
  const auto record = [&](const std::string& name) {
    const auto found = records.find(name);
    if (found == records.end()) input.fail("it lacks \"" + name + "\"");
    input.seek(found->second.begin);
    return found->second;
  };
  const std::string first = records.empty() ? "" : records.begin()->first;
  const std::string archive = first.substr(0, first.find('/') + 1);
  if (records.count(archive + "byteorder") &&
      input.read_text(record(archive + "byteorder").size) != "little")
    input.fail("it was saved on a big-endian machine");
  Checkpoint checkpoint;
  const ZipRecord object = record(archive + "data.pkl");
  checkpoint.pickle = read_pickle(input, object.size, tensor_globals());
  for (const auto& [key, storage] : storages_of(input, checkpoint.pickle)) {
    const ZipRecord data = record(archive + "data/" + key);
    if (data.size != storage.bytes())
      input.fail("storage \"" + key + "\" has another size than its type and count give");
    checkpoint.places[key] = data.begin;
  }
  return checkpoint;
}

/// Reads the older form. It has five pickles: the magic number, the protocol, facts about the
/// machine, the object, and the list of storage keys. Then, for each key, the number of elements
/// (int64) and the elements.
Checkpoint read_legacy(InputFile& input) {
  input.seek(kLegacy.size());
  const auto next = [&] { return read_pickle(input, input.remaining(), tensor_globals()); };
  const Pickle protocol = next();
  if (protocol.values[protocol.root].integer != kLegacyProtocol)
    input.fail("its protocol is not 1001", "save it with another version of PyTorch");
  const Pickle machine = next();
  const PickleValue* little_endian = find(machine, machine.values[machine.root], "little_endian");
  if (!little_endian || little_endian->integer != 1)
    input.fail("it was not saved on a little-endian machine");
  Checkpoint checkpoint;
  checkpoint.pickle = next();
  const auto storages = storages_of(input, checkpoint.pickle);
  const Pickle keys = next();
  if (keys.values[keys.root].kind != Kind::list) input.fail("it lacks the list of its storages");
  for (const std::uint32_t index : keys.values[keys.root].items) {
    const std::string& key = keys.values[index].text;
    const auto storage = storages.find(key);
    if (storage == storages.end()) input.fail("storage \"" + key + "\" belongs to no tensor");
    if (input.read_number<std::int64_t>() != storage->second.count)
      input.fail("storage \"" + key + "\" has another size than its type and count give");
    if (!checkpoint.places.emplace(key, input.position()).second)
      input.fail("storage \"" + key + "\" occurs twice");
    if (storage->second.bytes() > input.remaining()) input.fail("it is truncated");
    input.seek(input.position() + storage->second.bytes());
  }
  return checkpoint;
}

Checkpoint read_checkpoint(InputFile& input) {
  const std::string begin = input.read_text(std::min<std::uint64_t>(input.size(), kLegacy.size()));
  if (begin.compare(0, kZip.size(), kZip) == 0) return read_zip(input);
  if (begin == kLegacy) return read_legacy(input);
  input.fail("neither a zip archive nor PyTorch's older form", "save it with torch.save");
}

/// Whether a dict has a tensor as one of its values.
bool has_tensors(const Pickle& pickle, const PickleValue& dict) {
  for (std::size_t i = 1; i < dict.items.size(); i += 2)
    if (pickle.values[dict.items[i]].kind == Kind::call) return true;
  return false;
}

/// The only value of the dict that is itself a dict of tensors. Fails if there are several; nullptr
/// if there is none.
const PickleValue* only_dict_of_tensors(const InputFile& input, const Pickle& pickle,
                                        const PickleValue& root) {
  const PickleValue* only = nullptr;
  std::string names;
  for (std::size_t i = 0; i + 1 < root.items.size(); i += 2) {
    const PickleValue& value = pickle.values[root.items[i + 1]];
    if (value.kind != Kind::dict || !has_tensors(pickle, value)) continue;
    names += (only ? ", \"" : "\"") + pickle.values[root.items[i]].text + "\"";
    if (only) input.fail("several of its dicts hold tensors: " + names, "save one of them alone");
    only = &value;
  }
  return only;
}

/// The dict that holds the tensors: the file's own, or a dict in it.
const PickleValue& state_dict(const InputFile& input, const Pickle& pickle) {
  const PickleValue& root = pickle.values[pickle.root];
  if (root.kind != Kind::dict) input.fail("it holds no dict", "save the model's state_dict()");
  for (const char* key : {"state_dict", "model_state_dict", "model", "net"}) {
    const PickleValue* inner = find(pickle, root, key);
    if (inner && inner->kind == Kind::dict) return *inner;
  }
  if (has_tensors(pickle, root)) return root;
  const PickleValue* only = only_dict_of_tensors(input, pickle, root);
  return only ? *only : root;
}

/// Whether a name has only printable characters and a moderate length. Other names would spoil
/// messages and files; names of Python attributes are never like that.
bool is_plain_text(const std::string& name) {
  return name.size() <= kLongestName &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

TensorFile read_pth(const std::filesystem::path& path) {
  InputFile input(path, "PyTorch file");
  const auto [pickle, places] = read_checkpoint(input);
  PickledTensors tensors(input, pickle, places);
  const PickleValue& dict = state_dict(input, pickle);
  TensorFile file;
  for (std::size_t i = 0; i + 1 < dict.items.size(); i += 2) {
    const PickleValue& key = pickle.values[dict.items[i]];
    const PickleValue& value = pickle.values[dict.items[i + 1]];
    if (value.kind != Kind::call) continue;
    if (key.kind != Kind::text) input.fail("a tensor whose name is no text");
    if (!is_plain_text(key.text)) input.fail("a tensor whose name is not plain: " + key.text);
    if (!file.tensors.emplace(key.text, tensors.make(value)).second)
      input.fail("\"" + key.text + "\" occurs twice");
  }
  if (file.tensors.empty()) input.fail("it holds no tensors", "save the model's state_dict()");
  return file;
}

}  // namespace tiersim::models

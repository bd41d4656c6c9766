#include "scenarios/study/tables/model_data.h"

#include "scenarios/study/tables/model_source.h"

namespace tiersim {
namespace {

void check_form(const Value& value) {
  if (look_for(value) != Found::file || extension_of(value.text()) == ".tsv") return;
  value.fail(
      "is neither a folder of images nor a .tsv file of texts (give a folder that holds a folder "
      "for each class, or a table with the columns label and text)");
}

ValueType<std::string> path_of_data() {
  ValueType<std::string> type = path();
  type.read = [](const Value& value) {
    check_form(value);
    return value.as_study_path(value.text());
  };
  return type;
}

void check_data(const Value& value, ModelSpec& model) {
  const Value train = value["train"], test = value["test"];
  if (!train.given()) return;
  const Found tested = look_for(test);
  if (look_for(train) != tested)
    train.fail("is of another form than the test data (give two folders or two .tsv files)");
  std::error_code error;
  if (tested == Found::other ? model.train == model.test
                             : std::filesystem::equivalent(train.folder() / train.text(),
                                                           test.folder() / test.text(), error))
    train.fail(
        "is the test data (accuracy on what was trained on proves nothing; give other data)");
}

const KeyTable<ModelSpec>& data_keys() {
  static const KeyTable<ModelSpec> table = [] {
    KeyTable<ModelSpec> data({
        key<ModelSpec>("train", &ModelSpec::train, path_of_data(),
                       "Data that operators learn and calibrate on.", {"photos/train"})
            .without_default()
            .printed_if([](const ModelSpec& model) { return !model.train.empty(); }),
        key<ModelSpec>("test", &ModelSpec::test, path_of_data(),
                       "Data that accuracy is measured on, all of it.", {"photos/test"})
            .required("has no test data, which accuracy is measured on (add test: PATH)"),
    });
    data.check = check_data;
    return data;
  }();
  return table;
}

}  // namespace

Key<ModelSpec> data_key() {
  return map_key<ModelSpec>("data", data_keys(),
                            "Folders that hold a folder of images for each class, or .tsv files "
                            "of texts.")
      .printed_if([](const ModelSpec& model) { return !model.test.empty(); });
}

}  // namespace tiersim

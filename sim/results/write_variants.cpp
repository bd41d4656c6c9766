#include "sim/results/write_variants.h"

#include "sim/results/columns.h"

namespace tiersim {
namespace {

/// What the first of two stages sends to the second; 0 where the model is whole.
std::int64_t cut_bytes(const VariantRecord& variant) {
  return variant.stage_output.size() < 2 ? 0 : variant.stage_output.front().value;
}

/// Lists of different lengths as one column of all their elements, and where each list lies in it.
template <typename Rows, typename Count>
void write_extents(Hdf5Writer& file, const Rows& rows, const std::string& what,
                   const std::string& group, Count count) {
  Integers first, counts;
  std::int64_t next = 0;
  for (const auto& row : rows) {
    first.push_back(next);
    counts.push_back(static_cast<std::int64_t>(count(row)));
    next += counts.back();
  }
  file.column("/variants/first_" + what, first, "", "row of /variants/" + group);
  file.column("/variants/" + what + "_count", counts, "", "rows of it");
}

void write_predictions(Hdf5Writer& file, const std::vector<VariantRecord>& rows) {
  write_extents(file, rows, "prediction", "predictions",
                [](const VariantRecord& row) { return row.predictions.size(); });
  Integers predictions, labels, bytes;
  for (const VariantRecord& row : rows) {
    Integers own(row.sample_bytes.begin(), row.sample_bytes.end());
    own.resize(row.predictions.size(), -1);
    bytes.insert(bytes.end(), own.begin(), own.end());
    predictions.insert(predictions.end(), row.predictions.begin(), row.predictions.end());
    labels.insert(labels.end(), row.labels.begin(), row.labels.end());
  }
  file.group("/variants/predictions");
  file.column("/variants/predictions/class", predictions, "",
              "class answered for each item of the test set, in its order");
  file.column("/variants/predictions/label", labels, "", "the right class");
  file.column("/variants/predictions/bytes", bytes, "byte",
              "of the item as its data set keeps it; -1 unknown");
}

void write_kernels(Hdf5Writer& file, const std::vector<VariantRecord>& rows) {
  write_extents(file, rows, "layer", "layers",
                [](const VariantRecord& row) { return row.kernels.size(); });
  Texts layers, backends;
  for (const VariantRecord& row : rows) {
    for (const LayerKernel& kernel : row.kernels) {
      layers.push_back(kernel.layer);
      backends.push_back(kernel.backend);
    }
  }
  file.group("/variants/layers");
  file.column("/variants/layers/name", layers, "layer with weights");
  file.column("/variants/layers/backend", backends, "what computes it");
}

void write_cuts(Hdf5Writer& file,
                const std::map<std::string, std::vector<CutRecord>>& cuts_by_name) {
  Texts subjects, compositions;
  std::vector<CutRecord> rows;
  for (const auto& [name, cuts] : cuts_by_name) {
    const std::size_t space = name.find(' ');
    subjects.insert(subjects.end(), cuts.size(), name.substr(0, space));
    compositions.insert(compositions.end(), cuts.size(), name.substr(space + 1));
    rows.insert(rows.end(), cuts.begin(), cuts.end());
  }
  using Row = CutRecord;
  file.group("/cuts");
  file.column("/cuts/subject", subjects, "model family at one size");
  file.column("/cuts/operator", compositions, "rewrites before the cut, left to right");
  file.column("/cuts/layer", collect<Texts>(rows, [](const Row& r) { return r.layer; }),
              "the cut comes after it");
  file.column("/cuts/bytes", collect<Integers>(rows, [](const Row& r) { return r.bytes.value; }),
              "byte", "what one request then sends on");
  file.column("/cuts/macs_before",
              collect<Integers>(rows, [](const Row& r) { return r.macs_before; }), "",
              "multiply-accumulates of one request before the cut");
  file.column("/cuts/macs_after",
              collect<Integers>(rows, [](const Row& r) { return r.macs_after; }), "",
              "multiply-accumulates of one request after the cut");
  file.column("/cuts/before_ns", collect<Integers>(rows, [](const Row& r) { return r.before.ns; }),
              "ns", "median time of that on one unthrottled core");
  file.column("/cuts/after_ns", collect<Integers>(rows, [](const Row& r) { return r.after.ns; }),
              "ns", "median time of that on one unthrottled core");
}

}  // namespace

void write_variants(Hdf5Writer& file, const Results& results) {
  using Row = VariantRecord;
  std::vector<Row> rows;
  for (const auto& [name, variant] : results.variants) rows.push_back(variant);
  file.group("/variants");
  const auto texts = [&](const char* name, const auto& field, const char* description) {
    file.column(std::string("/variants/") + name, collect<Texts>(rows, field), description);
  };
  const auto integers = [&](const char* name, const char* unit, const auto& field,
                            const char* description) {
    file.column(std::string("/variants/") + name, collect<Integers>(rows, field), unit,
                description);
  };
  const auto numbers = [&](const char* name, const char* unit, const auto& field,
                           const char* description) {
    file.column(std::string("/variants/") + name, collect<Numbers>(rows, field), unit, description);
  };
  texts(
      "subject", [](const Row& r) { return r.subject; }, "model family at one size");
  texts(
      "operator", [](const Row& r) { return r.operator_name; },
      "rewrites of the model, left to right, the cut of a split one named");
  integers(
      "parameters", "", [](const Row& r) { return r.parameters; }, "numbers learnt");
  integers(
      "macs", "", [](const Row& r) { return r.macs; }, "multiply-accumulates of one request");
  integers(
      "model_bytes", "byte", [](const Row& r) { return r.model_bytes; },
      "parameters in memory, as computed with");
  integers(
      "file_bytes", "byte", [](const Row& r) { return r.file_bytes; }, "the model on disk");
  integers(
      "input_bytes", "byte", [](const Row& r) { return r.input.value; },
      "tensor of one typical request");
  integers(
      "input_values", "", [](const Row& r) { return r.input_values; }, "numbers in that tensor");
  integers("cut_bytes", "byte", cut_bytes, "what the first stage sends on; 0 for a whole model");
  integers(
      "output_bytes", "byte", [](const Row& r) { return r.stage_output.back().value; },
      "tensor of one answer");
  numbers(
      "accuracy", "1", [](const Row& r) { return r.accuracy; },
      "top-1 accuracy on the whole test set");
  numbers(
      "macro_f1", "1", [](const Row& r) { return r.macro_f1; },
      "mean F1 over classes on the whole test set");
  numbers(
      "prepare_seconds", "s", [](const Row& r) { return r.prepare_seconds; },
      "to load, rewrite, learn and evaluate, when it was prepared");
  texts(
      "note", [](const Row& r) { return r.note; }, "what to know of it");
  texts(
      "key", [](const Row& r) { return r.key; }, "names its content");
  write_predictions(file, rows);
  write_kernels(file, rows);
  write_cuts(file, results.cuts);
}

}  // namespace tiersim

#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/records/field.h"
#include "sim/records/variant_id.h"

namespace tiersim {

/// The kernel that computes one layer of a model.
struct LayerKernel {
  std::string layer;    ///< name of the layer
  std::string backend;  ///< library and number type: "onednn int8", "onednn float32"
};

/// A prepared variant: its size, its accuracy and its predictions for the test set. A row of the
/// group /variants of a results file.
struct VariantRecord {
  std::string subject;
  std::string operator_name;  ///< operators joined with '+', as studies spell them
  std::string key;   ///< hash of what the variant is made from: equal keys mean equal models
  std::string path;  ///< where the prepared model is stored; empty if it is not stored
  /// Top-1 accuracy on the whole test set, from 0 to 1. NaN if it is unknown.
  double accuracy{std::numeric_limits<double>::quiet_NaN()};
  /// Mean F1 over classes on the whole test set, from 0 to 1. NaN if it is unknown.
  double macro_f1{std::numeric_limits<double>::quiet_NaN()};
  std::int64_t parameters{0};  ///< number of learnt parameters; -1: unknown
  /// Size of all parameters in memory, in the number types with which inference computes (such as
  /// int8 or float32). -1: unknown.
  std::int64_t model_bytes{0};
  std::int64_t file_bytes{0};  ///< size of the file with the model, in bytes; -1: unknown
  std::int64_t macs{0};        ///< multiply-accumulates of one request; 0: unknown
  /// Real time that it took to load, rewrite, train and evaluate the variant, in seconds. A variant
  /// from the cache keeps the time of its preparation. NaN: unknown.
  double prepare_seconds{0};
  std::string note;  ///< remark for the user, e.g. that the weights are random; may be empty
  std::vector<LayerKernel> kernels;  ///< one entry for each layer with weights
  Bytes input;                       ///< size of the input tensor of a typical request; -1: unknown
  std::int64_t input_values{0};      ///< number of values in that input tensor; 0: unknown
  /// Size of each test sample as its data set stores it (pixels, image file or UTF-8 text), in
  /// bytes; empty: unknown.
  std::vector<int> sample_bytes;
  std::vector<Bytes> stage_output;  ///< for each stage: size of its output tensor; -1: unknown
  /// Class that the variant answers for each test sample; may be empty.
  std::vector<int> predictions;
  std::vector<int> labels;  ///< correct class of each test sample; may be empty

  VariantId id() const { return {subject, operator_name}; }
};

/// Returns the size of the tensor that the first of two stages sends to the second: 0 for a model
/// that is not split, -1 if the size is unknown.
inline Bytes cut_bytes(const VariantRecord& variant) {
  return variant.stage_output.size() < 2 ? Bytes{0} : variant.stage_output.front();
}
/// Returns the size of the output tensor of the last stage, which is the model's answer. -1:
/// unknown. The variant must have a stage.
inline Bytes output_bytes(const VariantRecord& variant) { return variant.stage_output.back(); }

/// The columns of /variants that hold the members of a VariantRecord, except its lists.
inline constexpr auto kVariantFields = std::make_tuple(
    Field{"subject", "", "model family at one size", &VariantRecord::subject},
    Field{"operator", "", "rewrites of the model, left to right, the cut of a split one named",
          &VariantRecord::operator_name},
    Field{"parameters", "", "numbers learnt", &VariantRecord::parameters},
    Field{"macs", "", "multiply-accumulates of one request", &VariantRecord::macs},
    Field{"model_bytes", "byte", "parameters in memory, as computed with",
          &VariantRecord::model_bytes},
    Field{"file_bytes", "byte", "the model on disk", &VariantRecord::file_bytes},
    Field{"input_bytes", "byte", "tensor of one typical request", &VariantRecord::input},
    Field{"input_values", "", "numbers in that tensor", &VariantRecord::input_values},
    Field{"cut_bytes", "byte", "what the first stage sends on; 0 for a whole model", &cut_bytes},
    Field{"output_bytes", "byte", "tensor of one answer", &output_bytes},
    Field{"accuracy", "1", "top-1 accuracy on the whole test set", &VariantRecord::accuracy},
    Field{"macro_f1", "1", "mean F1 over classes on the whole test set", &VariantRecord::macro_f1},
    Field{"prepare_seconds", "s", "to load, rewrite, learn and evaluate, when it was prepared",
          &VariantRecord::prepare_seconds},
    Field{"note", "", "what to know of it", &VariantRecord::note},
    Field{"key", "", "names its content", &VariantRecord::key});

/// The members of a VariantRecord that messages between processes contain in addition to those of
/// kVariantFields. The group /variants of a results file has no columns of these names. The file
/// stores kernels, sample sizes, predictions and labels in groups of their own. It does not store
/// the path.
inline constexpr auto kVariantContents = std::make_tuple(
    Field{"path", "", "of the prepared model", &VariantRecord::path},
    Field{"kernels", "", "of each layer with weights", &VariantRecord::kernels},
    Field{"stage_output_bytes", "byte", "of each stage", &VariantRecord::stage_output},
    Field{"sample_bytes", "byte", "of each test sample", &VariantRecord::sample_bytes},
    Field{"predictions", "", "class of each test sample", &VariantRecord::predictions},
    Field{"labels", "", "right class of each test sample", &VariantRecord::labels});

}  // namespace tiersim

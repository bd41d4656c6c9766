#include "sim/results/read_fields.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "sim/records/record_json.h"
#include "sim/results/packed_bytes.h"
#include "sim/results/write_fields.h"

using namespace tiersim;

namespace {

const std::filesystem::path kParcelFile =
    std::filesystem::temp_directory_path() / "tiersim-test-fields.h5";

struct Parcel {
  std::int64_t id{0};
  double weight{std::numeric_limits<double>::quiet_NaN()};
  std::string colour{"brown"};
  int stamps{1};
};
std::int64_t price(const Parcel& parcel) { return 3 * parcel.stamps; }

constexpr Field kId{"id", "", "row number", &Parcel::id};
constexpr Field kStamps{"stamps", "", "on the parcel", &Parcel::stamps};
constexpr Field kWeight{"weight", "kg", "with its content", &Parcel::weight, Presence::optional};
constexpr Field kColour{"colour", "", "of the paper", &Parcel::colour, Presence::optional};
constexpr Field kPrice{"price", "", "three for each stamp", &price};
constexpr auto kParcels = std::make_tuple(kId, kStamps, kWeight, kColour, kPrice);

const std::vector<Parcel> kTwo{{0, 2.5, "red", 4}, {1, 0.5, "blue", 5}};

template <typename Fields>
void write(const Fields& fields) {
  Hdf5Writer file(kParcelFile);
  file.group("/parcels");
  write_fields(file, "/parcels", kTwo, fields);
  file.close();
}

std::vector<Parcel> read() {
  return read_fields<Parcel>(Hdf5Reader(kParcelFile), kParcelFile, "/parcels", kParcels);
}

}  // namespace

TEST_CASE("Records are read as they were written", "[fields]") {
  write(kParcels);
  CHECK(Hdf5Reader(kParcelFile).integers("/parcels/price") == Integers{12, 15});
  const std::vector<Parcel> parcels = read();
  REQUIRE(parcels.size() == 2);
  CHECK(parcels[1].weight == 0.5);
  CHECK(parcels[1].colour == "blue");
  CHECK(parcels[1].stamps == 5);
}

TEST_CASE("If a file lacks an optional column, its members have their initial values", "[fields]") {
  write(std::make_tuple(kId, kStamps));
  const std::vector<Parcel> parcels = read();
  REQUIRE(parcels.size() == 2);
  CHECK(std::isnan(parcels[1].weight));
  CHECK(parcels[1].colour == "brown");
  CHECK(parcels[1].stamps == 5);
}

TEST_CASE("A file that lacks a required column is refused by the column's name", "[fields]") {
  write(std::make_tuple(kId, kWeight, kColour));
  CHECK_THROWS_WITH(read(), Catch::Contains(kParcelFile.string() + ": lacks /parcels/stamps"));
}

TEST_CASE("An optional column that is there must be right", "[fields]") {
  write(std::make_tuple(kId, kStamps, Field{"weight", "", "a word", &Parcel::colour}));
  CHECK_THROWS_WITH(read(), Catch::Contains("is damaged"));
}

TEST_CASE("A message may lack an optional field, but no other one", "[fields]") {
  nlohmann::json message;
  put_json(message, kTwo[1], kParcels);
  CHECK(message == nlohmann::json{{"id", 1}, {"stamps", 5}, {"weight", 0.5}, {"colour", "blue"}});
  message.erase("colour");
  Parcel parcel;
  take_json(message, parcel, kParcels);
  CHECK(parcel.weight == 0.5);
  CHECK(parcel.colour == "brown");
  message.erase("stamps");
  CHECK_THROWS_AS(take_json(message, parcel, kParcels), nlohmann::json::exception);
}

TEST_CASE("Packed bytes hold a record without its calculated values", "[fields]") {
  std::string bytes;
  put_fields(bytes, kTwo[0], kParcels);
  Parcel parcel;
  ByteReader reader(bytes);
  take_fields(reader, parcel, kParcels);
  CHECK(reader.ended());
  CHECK(parcel.weight == 2.5);
  CHECK(parcel.colour == "red");
}

TEST_CASE("The place of a member in a table is found", "[fields]") {
  STATIC_REQUIRE(place_of(kParcels, &Parcel::id) == 0);
  STATIC_REQUIRE(place_of(kParcels, &Parcel::colour) == 3);
  STATIC_REQUIRE(place_of(std::make_tuple(kId), &Parcel::colour) == 1);
}

# Every library the project links, as one imported target each. All come from Debian packages.

find_package(Boost 1.74 REQUIRED COMPONENTS iostreams filesystem mpi)
find_package(Threads REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(JPEG REQUIRED)
find_package(PNG REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc)

find_path(HDF5_INCLUDE_DIR hdf5.h PATH_SUFFIXES hdf5/serial REQUIRED)
find_library(HDF5_LIBRARY NAMES hdf5_serial hdf5 REQUIRED)
add_library(hdf5dep INTERFACE)
target_include_directories(hdf5dep SYSTEM INTERFACE ${HDF5_INCLUDE_DIR})
target_link_libraries(hdf5dep INTERFACE ${HDF5_LIBRARY})

# ns-3's own package file wants modules we do not use; finding the libraries by name works.
find_path(NS3_INCLUDE_DIR ns3/simulator.h REQUIRED)
foreach(module core network internet point-to-point traffic-control mobility propagation wifi)
  find_library(NS3_${module} ns3-${module} REQUIRED)
endforeach()
add_library(ns3core INTERFACE)
target_include_directories(ns3core SYSTEM INTERFACE ${NS3_INCLUDE_DIR})
target_link_libraries(ns3core INTERFACE ${NS3_core})
# Types that are named only by string vanish unless the libraries are kept whole.
add_library(ns3net INTERFACE)
target_link_libraries(ns3net INTERFACE ns3core -Wl,--push-state,--no-as-needed
  ${NS3_network} ${NS3_internet} ${NS3_point-to-point} ${NS3_traffic-control} ${NS3_mobility}
  ${NS3_propagation} ${NS3_wifi} -Wl,--pop-state)

# LibTorch's package file looks for CUDA and protobuf; these libraries are all we use. Debian's LibTorch has no CUDA.
# One that has it registers its GPU code in torch_cuda.
find_path(TORCH_INCLUDE_DIR torch/script.h REQUIRED)
add_library(libtorch INTERFACE)
target_include_directories(libtorch SYSTEM INTERFACE
  ${TORCH_INCLUDE_DIR} ${TORCH_INCLUDE_DIR}/torch/csrc/api/include)
foreach(library torch torch_cpu c10)
  find_library(TORCH_${library} ${library} REQUIRED)
  target_link_libraries(libtorch INTERFACE
    -Wl,--push-state,--no-as-needed ${TORCH_${library}} -Wl,--pop-state)
endforeach()
find_library(TORCH_torch_cuda torch_cuda)
if(TORCH_torch_cuda)
  target_link_libraries(libtorch INTERFACE
    -Wl,--push-state,--no-as-needed ${TORCH_torch_cuda} -Wl,--pop-state)
endif()

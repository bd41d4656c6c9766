// Hosts, their TCP, and what is left of them.

#include "network/emulation/emulated_network.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>
#include <boost/process/child.hpp>
#include <boost/process/extend.hpp>
#include <boost/process/io.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "tests/network/emulation/emulation_helpers.h"

using namespace tiersim;
using namespace tiersim::test;
namespace process = boost::process;

namespace {

sockaddr_in address_of(const EmulatedNetwork& network, std::size_t place) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(5000);
  inet_pton(AF_INET, network.address(place).c_str(), &address.sin_addr);
  return address;
}

OwnedFd socket_in(const EmulatedNetwork& network, std::size_t place, int type) {
  OwnedFd made;
  network.run_inside(place, [&] { made = OwnedFd(socket(AF_INET, type | SOCK_CLOEXEC, 0)); });
  return made;
}

const sockaddr* any(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

/// Runs `work` inside the namespace of a descriptor.
template <class Result>
Result inside(int fd, Result (*work)()) {
  return std::async(std::launch::async,
                    [&] {
                      REQUIRE(setns(fd, CLONE_NEWNET) == 0);
                      return work();
                    })
      .get();
}

/// Waits until a namespace has no device but the loopback. Returns whether that came true in 10 s.
bool becomes_empty(int fd) {
  for (int i = 0; i < 1000; ++i) {
    if (inside(fd, devices_here) == std::vector<std::string>{"lo"}) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

/// The processes whose parent this is and that have not ended.
std::vector<pid_t> children_of(pid_t parent) {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream file(entry.path() / "stat");
    std::string pid, command, state;
    pid_t its_parent = 0;
    if (file >> pid >> command >> state >> its_parent && its_parent == parent && state != "Z")
      found.push_back(std::stoi(pid));
  }
  return found;
}

bool has_ended(pid_t process) {
  for (int i = 0; i < 1000; ++i) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string pid, command, state;
    if (!(file >> pid >> command >> state) || state == "Z") return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

Topology chain_of_three(const Link& link) {
  return {{"client", "mobile", "edge", "cloud"}, {{0, 1, link}, {1, 2, link}, {2, 3, link}}};
}

}  // namespace

TEST_CASE("Packets pass each place between", "[emulation]") {
  const LinkBackEnd back_end = GENERATE(LinkBackEnd::kernel, LinkBackEnd::ns3);
  if (!can_emulate(back_end)) return;
  const EmulatedNetwork network(chain_of_three(wire(100, 0ms)), {}, back_end, 1);
  const OwnedFd sender = socket_in(network, 0, SOCK_DGRAM);
  const OwnedFd receiver = socket_in(network, 3, SOCK_DGRAM);
  const sockaddr_in address = address_of(network, 3);
  const int on = 1;
  setsockopt(receiver.get(), IPPROTO_IP, IP_RECVTTL, &on, sizeof on);
  REQUIRE(bind(receiver.get(), any(address), sizeof address) == 0);
  REQUIRE(sendto(sender.get(), "x", 1, 0, any(address), sizeof address) == 1);

  std::array<char, 100> data{}, control{};
  iovec part{data.data(), data.size()};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  REQUIRE(recvmsg(receiver.get(), &message, 0) == 1);
  // Linux sends with a time to live of 64. Two places forward.
  REQUIRE(CMSG_FIRSTHDR(&message) != nullptr);
  CHECK(*CMSG_DATA(CMSG_FIRSTHDR(&message)) == 62);
}

TEST_CASE("TCP begins as the packet network assumes", "[emulation]") {
  if (!can_emulate(LinkBackEnd::kernel)) return;
  const EmulatedNetwork network(one_link(wire(100, 0ms)), {}, LinkBackEnd::kernel, 1);
  const OwnedFd listener = socket_in(network, 1, SOCK_STREAM);
  const OwnedFd client = socket_in(network, 0, SOCK_STREAM);
  const sockaddr_in address = address_of(network, 1);
  REQUIRE(bind(listener.get(), any(address), sizeof address) == 0);
  REQUIRE(listen(listener.get(), 1) == 0);
  REQUIRE(connect(client.get(), any(address), sizeof address) == 0);
  const OwnedFd server(accept(listener.get(), nullptr, nullptr));
  for (const OwnedFd* end : {&client, &server}) {
    std::array<char, 16> control{};
    socklen_t size = control.size();
    getsockopt(end->get(), IPPROTO_TCP, TCP_CONGESTION, control.data(), &size);
    CHECK(std::string(control.data()) == "cubic");
    tcp_info info{};
    size = sizeof info;
    getsockopt(end->get(), IPPROTO_TCP, TCP_INFO, &info, &size);
    CHECK(info.tcpi_snd_cwnd == 10);
    CHECK(info.tcpi_snd_mss == 1448);
    CHECK((info.tcpi_options & (TCPI_OPT_TIMESTAMPS | TCPI_OPT_SACK | TCPI_OPT_WSCALE)) ==
          (TCPI_OPT_TIMESTAMPS | TCPI_OPT_SACK | TCPI_OPT_WSCALE));
  }
}

TEST_CASE("A child process starts inside a host", "[emulation]") {
  if (!can_emulate(LinkBackEnd::kernel)) return;
  const EmulatedNetwork network(one_link(wire(100, 0ms)), {}, LinkBackEnd::kernel, 1);
  process::ipstream output;
  process::child child("/usr/sbin/ip", "-4", "-o", "address", "show", "lo",
                       process::std_out > output,
                       process::extend::on_exec_setup = network.enter(1));
  std::string line, all;
  while (std::getline(output, line)) all += line;
  child.wait();
  CHECK_THAT(all, Catch::Matchers::Contains(network.address(1) + "/32"));
}

TEST_CASE("A kernel without netem refuses a delay before anything is made", "[emulation]") {
  if (!can_emulate(LinkBackEnd::kernel) || kernel_abilities().netem) return;
  CHECK_THROWS_WITH(
      EmulatedNetwork(one_link(wire(10, 5ms)), {}, LinkBackEnd::kernel, 1),
      Catch::Matchers::Contains("links.mobile-edge.delay") && Catch::Matchers::Contains("netem"));
}

TEST_CASE("Nothing is left when an emulated network is destroyed", "[emulation]") {
  const LinkBackEnd back_end = GENERATE(LinkBackEnd::kernel, LinkBackEnd::ns3);
  if (!can_emulate(back_end)) return;
  // This descriptor keeps one namespace. Its devices are to go: a TUN device with the process that
  // holds it, a virtual Ethernet device with the namespace of its other end.
  OwnedFd kept;
  {
    const EmulatedNetwork network(one_link(wire(100, 0ms)), {}, back_end, 1);
    kept = OwnedFd(fcntl(network.namespace_fd(0), F_DUPFD_CLOEXEC, 0));
    CHECK(inside(kept.get(), devices_here) == std::vector<std::string>{"lo", "link0"});
    CHECK(children_of(getpid()).size() == (back_end == LinkBackEnd::ns3 ? 1 : 0));
  }
  CHECK(children_of(getpid()).empty());
  CHECK(becomes_empty(kept.get()));
}

TEST_CASE("Nothing is left when the process is killed", "[emulation]") {
  const LinkBackEnd back_end = GENERATE(LinkBackEnd::kernel, LinkBackEnd::ns3);
  if (!can_emulate(back_end)) return;
  std::array<int, 2> ready{};
  REQUIRE(pipe(ready.data()) == 0);
  const pid_t child = fork();
  if (child == 0) {
    const EmulatedNetwork network(one_link(wire(100, 0ms)), {}, back_end, 1);
    const int fd = network.namespace_fd(0);
    if (write(ready[1], &fd, sizeof fd) == sizeof fd) pause();
    _exit(1);
  }
  int fd = -1;
  REQUIRE(read(ready[0], &fd, sizeof fd) == sizeof fd);
  const std::string path = "/proc/" + std::to_string(child) + "/fd/" + std::to_string(fd);
  const OwnedFd kept(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  CHECK(inside(kept.get(), devices_here) == std::vector<std::string>{"lo", "link0"});
  const std::vector<pid_t> links = children_of(child);
  CHECK(links.size() == (back_end == LinkBackEnd::ns3 ? 1 : 0));

  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  for (const pid_t link : links) CHECK(has_ended(link));
  CHECK(becomes_empty(kept.get()));
  for (const int end : ready) close(end);
}

TEST_CASE("The end of a link's process is a problem of the network", "[emulation]") {
  if (!can_emulate(LinkBackEnd::ns3)) return;
  const EmulatedNetwork network(one_link(wire(100, 0ms)), {}, LinkBackEnd::ns3, 1);
  CHECK(network.problem().empty());
  const std::vector<pid_t> links = children_of(getpid());
  REQUIRE(links.size() == 1);
  kill(links[0], SIGKILL);
  for (int i = 0; i < 1000 && network.problem().empty(); ++i) std::this_thread::sleep_for(10ms);
  CHECK(network.problem() == "mobile-edge: the process of the link was ended by signal 9");
}

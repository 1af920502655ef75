// The receiver on the network: the ordinary port (mutual TLS, POST /v1) with its workers, the join
// port on a thread of its own, and the housekeeping on another: it hands over what came and takes
// in what was filed, after each contact and every half second between.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "sync/hq/http/listener.h"
#include "sync/hq/receiver/join_desk.h"
#include "sync/hq/receiver/receiver.h"

namespace asah::hq {

struct ServiceSettings {
    ReceiverPaths paths;
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    std::uint16_t join_port = 0;
    int refresh_ms = 500;
    QuotaSettings quota;  // of one terminal
};

class Service {
   public:
    /// Opens archive, orders and both ports. Errors: as Receiver::open and Listener::open.
    static Result<std::unique_ptr<Service>> open(Files& files, Clock& clock,
                                                 const ServiceSettings& settings, Tell tell);
    ~Service();  // stops
    /// Starts the threads; returns at once.
    void start();
    void stop();
    [[nodiscard]] std::uint16_t port() const { return m_listener.port(); }
    [[nodiscard]] std::uint16_t join_port() const { return m_join_listener.port(); }

   private:
    struct Shared;
    void keep_house();
    void renew_tls();
    Service(std::unique_ptr<Shared> shared, http::Listener listener, http::Listener join_listener);

    std::unique_ptr<Shared> m_shared;
    http::Listener m_listener;
    http::Listener m_join_listener;
    std::vector<std::thread> m_threads;
};

}  // namespace asah::hq

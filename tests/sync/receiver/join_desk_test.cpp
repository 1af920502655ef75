// Joining cannot be ended by junk: what is not proven costs its sender, never another terminal.
#include "sync/hq/receiver/join_desk.h"

#include <doctest/doctest.h>

#include "kiosk/vault/pin.h"
#include "sync/protocol/hq_folders.h"
#include "tests/support/hq_world.h"

using namespace asah;
using support::HqWorld;

TEST_SUITE_BEGIN("sync/hq/receiver/join_desk");

namespace {

struct Door {
    HqWorld world;
    hq::Orders orders{world.files, world.paths.orders};
    hq::JoinDesk desk = open();

    hq::JoinDesk open() {
        REQUIRE(orders.refresh().has_value());
        return {world.files, world.clock, world.paths.intake, orders};
    }
    void make_codes(const std::vector<std::string>& codes, std::int64_t expires) {
        std::string json = R"({"version":1,"codes":[)";
        for (const auto& code : codes) {
            json += std::string(code == codes.front() ? "" : ",") + R"({"code":")" + code +
                    R"(","expires_utc_ms":)" + std::to_string(expires) + "}";
        }
        support::must(world.files.write_durable(world.paths.orders + "/" + protocol::kOrdersCodes,
                                                as_bytes(json + "]}"), FileMode::Group));
    }
    int post(const std::string& body, const std::string& address = "10.0.0.1") {
        http::Request request;
        request.method = "POST";
        request.target = "/join";
        request.body = body;
        request.peer_address = address;
        return desk.handle(request).status;
    }
    std::vector<std::string> waiting() {
        auto names = world.files.list(world.paths.intake).value();
        std::erase_if(names, [](const auto& name) { return !name.ends_with(".join"); });
        return names;
    }
};

ledger::JoinRequest request_of(const std::string& code, int number) {
    ledger::JoinRequest request;
    request.hq_address = "hq:" + std::to_string(number);
    request.code_id = code;
    request.tls_csr = {1};
    request.signing_csr = {2};
    request.opening_csr = {3};
    request.hmac = Bytes(32, static_cast<std::uint8_t>(number));
    return request;
}

/// As the kiosk signs it, as far as the receiver can see.
std::string body_of(const ledger::JoinRequest& request) {
    const auto document = ledger::encode_signed(
        {ledger::make_body(ledger::kJoinRequestType, ledger::make_join_request_payload(request)),
         {{Digest{1}, Bytes{1, 2, 3}}}});
    return std::string(as_text(document));
}

std::string name_of(const ledger::JoinRequest& request) {
    return protocol::intake_join_name(sha256(ledger::make_join_hmac_input(request)));
}

std::string code_of(int number) {
    auto digits = std::to_string(number);
    return std::string(8 - digits.size(), '0') + digits;
}

}  // namespace

TEST_CASE("200 terminals join while junk comes for three minutes from the same address") {
    Door door;
    std::vector<std::string> codes;
    for (int i = 0; i < 200; ++i) {
        codes.push_back(code_of(i));
    }
    door.make_codes(codes, 1'790'000'000'000 + 3'600'000);
    int junk = 0;
    for (int i = 0; i < 200; ++i) {
        for (int k = 0; k < 5; ++k) {
            ++junk;
            CHECK(door.post("junk " + std::to_string(junk)) == 400);
            CHECK(door.post(body_of(request_of(code_of(90'000'000 + junk), junk))) == 403);
        }
        door.world.clock.advance(DurationMs{900});
        CHECK(door.post(body_of(request_of(codes[static_cast<std::size_t>(i)], i))) == 202);
    }
    CHECK(door.waiting().size() == 200);
}

TEST_CASE("whoever has one code fills no more than that code's places, the oldest go first") {
    Door door;
    door.make_codes({code_of(1), code_of(2)}, 1'790'000'000'000 + 3'600'000);
    const auto other = request_of(code_of(2), 0);
    CHECK(door.post(body_of(other)) == 202);
    for (int i = 0; i < 20; ++i) {
        CHECK(door.post(body_of(request_of(code_of(1), i))) == 202);
    }
    const auto waiting = door.waiting();
    CHECK(waiting.size() == 1 + hq::kJoinsPerCode);
    const auto has = [&](const std::string& name) {
        return std::find(waiting.begin(), waiting.end(), name) != waiting.end();
    };
    CHECK(has(name_of(other)));
    CHECK(has(name_of(request_of(code_of(1), 19))));
    CHECK_FALSE(has(name_of(request_of(code_of(1), 0))));
}

TEST_CASE("an expired code is refused, and a code made a moment ago is taken") {
    Door door;
    door.make_codes({code_of(1)}, 1'790'000'000'000 + 1000);
    CHECK(door.post(body_of(request_of(code_of(1), 1))) == 202);
    door.world.clock.advance(DurationMs{1000});
    CHECK(door.post(body_of(request_of(code_of(1), 2))) == 403);
    CHECK(door.post(body_of(request_of(code_of(2), 3))) == 403);
    door.make_codes({code_of(1), code_of(2)}, 1'790'000'000'000 + 3'600'000);
    CHECK(door.post(body_of(request_of(code_of(2), 3))) == 202);
}

TEST_CASE("without a list of codes the address that left most gives way, oldest first") {
    Door door;
    const auto early = request_of("early", 0);
    CHECK(door.post(body_of(early), "10.0.0.2") == 202);
    int number = 0;
    for (int minute = 0; minute < 5; ++minute) {
        for (int i = 0; i < 250; ++i) {
            ++number;
            CHECK(door.post(body_of(request_of("code " + std::to_string(number), number))) == 202);
        }
        door.world.clock.advance(DurationMs{60'000});
    }
    CHECK(door.waiting().size() == hq::kJoinsWaitingMax);
    CHECK(door.world.files.exists(door.world.paths.intake + "/" + name_of(early)));
    CHECK(door.post(body_of(request_of("late", 7)), "10.0.0.3") == 202);
}

TEST_CASE("an address has its own number of requests in a minute, another's is untouched") {
    Door door;
    int refused = 0;
    for (int i = 0; i < hq::kJoinsPerMinute + 5; ++i) {
        refused += door.post(body_of(request_of("code " + std::to_string(i), i))) == 429 ? 1 : 0;
    }
    CHECK(refused == 5);
    CHECK(door.post(body_of(request_of("other", 1)), "10.0.0.2") == 202);
    door.world.clock.advance(DurationMs{60'000});
    CHECK(door.post(body_of(request_of("again", 2))) == 202);
}

TEST_CASE("what the reader removed makes room, and what an earlier run left counts") {
    Door door;
    door.make_codes({code_of(1)}, 1'790'000'000'000 + 3'600'000);
    for (int i = 0; i < 4; ++i) {
        CHECK(door.post(body_of(request_of(code_of(1), i))) == 202);
    }
    door.desk = door.open();  // started again
    CHECK(door.post(body_of(request_of(code_of(1), 9))) == 202);
    CHECK(door.waiting().size() == 4);
    door.world.empty_intake();
    for (int i = 10; i < 14; ++i) {
        CHECK(door.post(body_of(request_of(code_of(1), i))) == 202);
    }
    CHECK(door.waiting().size() == 4);
}

TEST_SUITE_END();

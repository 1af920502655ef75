#include "kiosk/vault/secret.h"

#include <sodium.h>
#include <algorithm>
#include <utility>

namespace asah::vault {

namespace {

// Ordinary memory, locked and wiped: libsodium's guarded pages would cost two pages a secret.
std::uint8_t* allocate(std::size_t size) {
    auto* bytes = new std::uint8_t[size];
    // Locking may be refused by a limit; the process has no core dumps, so going on is right.
    sodium_mlock(bytes, size);
    return bytes;
}

void release(std::uint8_t* bytes, std::size_t size) {
    if (bytes != nullptr) {
        sodium_munlock(bytes, size);  // wipes, even if locking was refused
        delete[] bytes;
    }
}

}  // namespace

Secret::Secret(ByteView bytes) : m_bytes(allocate(bytes.size())), m_size(bytes.size()) {
    std::copy(bytes.begin(), bytes.end(), m_bytes);
}

Secret Secret::random(Random& random, std::size_t size) {
    Secret secret;
    secret.m_bytes = allocate(size);
    secret.m_size = size;
    random.fill({secret.m_bytes, size});
    return secret;
}

Secret::Secret(Secret&& other) noexcept
    : m_bytes(std::exchange(other.m_bytes, nullptr)), m_size(std::exchange(other.m_size, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        release(m_bytes, m_size);
        m_bytes = std::exchange(other.m_bytes, nullptr);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

Secret::~Secret() { release(m_bytes, m_size); }

ByteView Secret::view() const { return {m_bytes, m_size}; }

}  // namespace asah::vault

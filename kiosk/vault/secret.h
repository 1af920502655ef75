// Secret bytes: locked in memory where the system allows, wiped when they go, never printed, never
// copied by accident.
#pragma once

#include <memory>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/base/random.h"

namespace asah::vault {

class Secret {
   public:
    Secret() = default;
    /// Copies; the caller wipes its own.
    explicit Secret(ByteView bytes);
    static Secret random(Random& random, std::size_t size);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();
    [[nodiscard]] ByteView view() const;
    [[nodiscard]] Secret clone() const { return Secret(view()); }
    [[nodiscard]] bool empty() const { return m_size == 0; }

   private:
    std::uint8_t* m_bytes = nullptr;
    std::size_t m_size = 0;
};

}  // namespace asah::vault

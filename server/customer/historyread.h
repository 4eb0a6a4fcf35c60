#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"

#include <functional>

namespace pl::customer {

/// Reads lines of leads' histories in the order lead_id, sequence, page by page, and hands each page on.
class HistoryRead : public Call<>
{
public:
    using Take = std::function<void(const nlohmann::json &rows)>;
    /// `leads`: all, if empty. `rest` must outlive this.
    HistoryRead(supabase::RestClient &rest, QStringList leads, Take take, QObject *parent);

private:
    void run() override { read(nullptr); }
    void read(const nlohmann::json &last);
    bool nextSlice();

    supabase::RestClient &m_rest;
    QStringList m_left;
    QStringList m_slice;
    const Take m_take;
};

} // namespace pl::customer

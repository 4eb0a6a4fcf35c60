#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"
#include "server/notify/linkanswer.h"

namespace pl::notify {

/// Writes a plumber's answer to the store, if there is one, and returns the assignment's state. The answer is written
/// only while the assignment is in force and unanswered, so repeating it changes nothing. A removed plumber can neither
/// answer nor see the lead.
class LinkCall : public Call<LinkState>
{
public:
    LinkCall(supabase::RestClient &rest, const LinkClaim &claim, std::optional<LinkAnswer> answer, QObject *parent);

private:
    void run() override { readPlumber(); }
    void readPlumber();
    void write();
    void wakeCustomersMessage();
    void readLead();
    void readSettings();
    void judge();
    void readHistory();

    supabase::RestClient &m_rest;
    const LinkClaim m_claim;
    const std::optional<LinkAnswer> m_answer;
    LinkState m_state;
};

} // namespace pl::notify

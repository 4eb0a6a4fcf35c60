#pragma once

#include "models/supabase/restclient.h"
#include "server/notify/linkanswer.h"

#include <QPromise>

namespace pl::notify {

/// Brings a plumber's answer into the store, if there is one, and tells how the assignment stands then. The answer is
/// written only while the assignment stands and is unanswered, so that doing it twice changes nothing. A plumber who
/// was removed answers nothing and is told nothing.
///
/// A child of whoever asked for it; deletes itself when it has finished; destroyed before that, it finishes as
/// Cancelled.
class LinkCall : public QObject
{
public:
    LinkCall(supabase::RestClient &rest, const LinkClaim &claim, std::optional<LinkAnswer> answer, QObject *parent);
    ~LinkCall() override;

    QFuture<Result<LinkState>> start();

private:
    void readPlumber();
    void write();
    void writeReason();
    void wakeCustomersMessage();
    void readLead();
    void readSettings();
    void judge();
    void readHistory();
    void finish(const Result<LinkState> &outcome);
    template <class F>
    void then(const QFuture<Result<nlohmann::json>> &rows, F next);

    supabase::RestClient &m_rest;
    const LinkClaim m_claim;
    const std::optional<LinkAnswer> m_answer;
    LinkState m_state;
    QPromise<Result<LinkState>> m_promise;
    bool m_isFinished = false;
};

} // namespace pl::notify

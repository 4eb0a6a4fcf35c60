#pragma once

#include "models/base/call.h"
#include "server/customer/personfinder.h"

namespace pl::customer {

/// Erases what the store's own rules don't: bodies that belong to no lead of the person, replies, numbers and addresses
/// beside refusals, searches in saved views, a test message, and what admins asked about people. Doing it twice changes
/// nothing.
class TraceWriting : public Call<>
{
public:
    /// `rest` must outlive this.
    TraceWriting(supabase::RestClient &rest, const FoundPerson &person, Timestamp now, QObject *parent);

private:
    using Next = std::function<void()>;
    void run() override;
    void writeBodies(QStringList ids, bool areOpen, const Next &next);
    void eraseReplies(QStringList ids, const Next &next);
    void keepStopAsHash(const Next &next);
    void eraseContacts(const Next &next);
    void readViews();
    void cleanViews(nlohmann::json views);
    void removeTestMessage();
    void emptyRequests();
    QStringList contacts() const;
    QStringList bodies(bool areOpen) const;

    supabase::RestClient &m_rest;
    const FoundPerson m_person;
    const PersonTraces m_traces;
    const Timestamp m_now;
};

} // namespace pl::customer

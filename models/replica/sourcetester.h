#pragma once

#include "models/domain/intakeitem.h"
#include "models/replica/officereplica.h"
#include "models/replica/samplebook.h"

namespace pl::replica {

/// A body as a source sends it.
struct SourceSample
{
    QByteArray contentType;
    QByteArray body;
};

/// What became of a test.
struct SourceTest
{
    IntakeItem item;
    std::optional<Lead> lead; ///< of one that was taken, if it could be read

    /// The server has looked at it.
    bool isAnswered() const { return item.status != IntakeStatus::Retry; }
};

/// Tries a source: puts a sample where the server takes things to be sorted, marked as a test, and waits for what the
/// server makes of it. A lead that comes out is shown as a test and charged to nobody. Lives on the GUI thread; every
/// call finishes exactly once.
class SourceTester : public QObject
{
    Q_OBJECT

public:
    static constexpr TestPace kPace{std::chrono::milliseconds(400), std::chrono::seconds(10)};

    /// Both must outlive the tester.
    SourceTester(supabase::RestClient &client, OfficeReplica &replica, QObject *parent = nullptr,
                 TestPace pace = kPace);

    /// Not `isAnswered()` when no server has looked at it in time. An Error when the store could not be asked.
    QFuture<Result<SourceTest>> send(const QUuid &source, const SourceSample &sample);

private:
    struct Wish;
    using Sent = std::shared_ptr<const Wish>;
    void lookLater(const Sent &wish);
    void look(const Sent &wish, const IntakeItem &item);
    void fetchLead(const Sent &wish, const IntakeItem &item);

    supabase::RestClient &m_client;
    OfficeReplica &m_replica;
    const TestPace m_pace;
};

} // namespace pl::replica

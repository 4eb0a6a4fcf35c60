// A journal of events and its forwarder in a process of their own, to be killed by tst_crash: takes events in without a
// pause, prints each key once it is acknowledged, and forwards them into a second journal that stands for the store.
//
// journalwriter FOLDER PREFIX COUNT: takes COUNT events in; ends when all are forwarded, earlier runs' too.

#include "models/domain/onresult.h"
#include "server/journal/eventforwarder.h"

#include <QCoreApplication>

#include <cstdio>

using namespace pl;
using namespace pl::journal;

namespace {

constexpr int kInFlight = 16;

class Writer : public QObject
{
public:
    Writer(Journal &journal, Journal &store, QByteArray prefix, int count)
        : m_journal(journal)
        , m_store(store)
        , m_forwarder(
              journal, "stripe", [this](const QList<Entry> &entries) { return deliver(entries); },
              EventForwarder::Pace{.batch = 10, .rushPause = std::chrono::milliseconds(0)})
        , m_prefix(std::move(prefix))
        , m_left(count)
    {
        connect(&m_forwarder, &EventForwarder::forwarded, this, &Writer::endWhenDone);
        m_forwarder.start();
        for (int i = 0; i < kInFlight; ++i)
            submitNext();
        endWhenDone();
    }

private:
    void submitNext()
    {
        if (m_left-- <= 0)
            return;
        const QByteArray key = m_prefix + QByteArray::number(m_left);
        onResult(this, m_journal.submitEvent({"stripe", key, QByteArray(300, 'x'), Timestamp::now()}),
                 [this, key](const Result<EventReceipt> &receipt) {
                     if (receipt) {
                         std::printf("%s\n", key.constData());
                         std::fflush(stdout);
                     }
                     submitNext();
                 });
    }

    QFuture<Result<>> deliver(const QList<Entry> &entries)
    {
        QList<QFuture<Result<EventReceipt>>> receipts;
        for (const Entry &entry : entries)
            receipts.append(m_store.submitEvent({entry.kind, entry.key, entry.payload, entry.receivedAt}));
        return QtFuture::whenAll(receipts.begin(), receipts.end())
            .then([](const QList<QFuture<Result<EventReceipt>>> &all) {
                for (const auto &receipt : all)
                    if (!receipt.result())
                        return Result<>(receipt.result().error());
                return Result<>();
            });
    }

    void endWhenDone()
    {
        if (m_left > 0)
            return;
        onResult(this, m_journal.count(EntryState::Waiting, "stripe"), [](const Result<qint64> &waiting) {
            if (waiting && *waiting == 0)
                QCoreApplication::exit(0);
        });
    }

    Journal &m_journal;
    Journal &m_store;
    EventForwarder m_forwarder;
    const QByteArray m_prefix;
    int m_left;
};

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (argc != 4)
        return 2;
    const QString folder = QString::fromLocal8Bit(argv[1]);
    const auto journal = Journal::open({folder + QStringLiteral("/journal.sqlite")});
    const auto store = Journal::open({folder + QStringLiteral("/store.sqlite")});
    if (!journal || !store)
        return 1;
    Writer writer(**journal, **store, argv[2], QByteArray(argv[3]).toInt());
    return QCoreApplication::exec();
}

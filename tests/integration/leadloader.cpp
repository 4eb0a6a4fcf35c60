#include "models/replica/firstload.h"
#include "models/replica/storedfeed.h"
#include "models/supabase/networktransport.h"

#include <QCoreApplication>

#include <cstdio>

using namespace pl;

namespace {

void say(const char *what, qint64 number)
{
    std::printf("%s %lld\n", what, static_cast<long long>(number));
    std::fflush(stdout);
}

/// Fills a copy of a server's leads on disk and follows it, as a window does, saying how far it is.
class Loader : public QObject
{
public:
    Loader(const QStringList &arguments)
        : m_transport(QUrl(arguments.value(1)))
        , m_key(arguments.value(2).toLatin1())
        , m_client(m_transport, m_key)
        , m_store(arguments.value(3),
                  {arguments.value(1), QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1), QStringLiteral("admin")})
    {
        auto *load = new replica::FirstLoad<Lead>(m_client, m_store, m_parser, this, pace());
        load->progressed = [](const replica::LoadProgress &progress) { say("rows", progress.rows); };
        onResult(this, load->start(), [this](const Result<replica::LoadState> &state) {
            if (!state) {
                std::fprintf(stderr, "%s\n", qPrintable(state.error().message));
                return QCoreApplication::exit(3);
            }
            say("loaded", state->progress.rows);
            m_feed.emplace(m_client, m_store, *state, m_round);
            readOn();
        });
        connect(&m_round, &replica::SyncRound::ended, this, [] { QCoreApplication::exit(4); });
    }

private:
    static replica::LoadPace pace()
    {
        replica::LoadPace pace;
        pace.pagesOfBatch = 2;
        return pace;
    }
    void readOn()
    {
        m_round.begin();
        m_feed->read(
            m_round, [](const QList<Lead> &) {},
            [this] {
                m_round.drop();
                // What was asked of the store before is on disk by then.
                onResult(this, m_store.note("any"), [this](const Result<QByteArray> &) {
                    say("round", ++m_rounds);
                    QTimer::singleShot(50, this, [this] { readOn(); });
                });
            });
    }

    supabase::NetworkTransport m_transport;
    supabase::KeyCredentials m_key;
    supabase::RestClient m_client;
    disk::ReplicaStore m_store;
    disk::WorkThread m_parser;
    replica::SyncRound m_round;
    std::optional<replica::StoredFeed<Lead>> m_feed;
    qint64 m_rounds = 0;
};

} // namespace

/// leadloader URL KEY FILE
int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const Loader loader(QCoreApplication::arguments());
    return QCoreApplication::exec();
}

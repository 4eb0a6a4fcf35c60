// Two steps on a lead's way into the journal, each in its quick and its plain form, in turns: a body becomes the row
// that is kept; and rows are taken in, one and eight a statement.

#include "models/domain/newlead.h"
#include "models/domain/plainlead.h"
#include "server/journal/journalstore.h"
#include "tests/bench/stopwatch.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>

using namespace pl;
using namespace pl::journal;

namespace {

const QByteArray kBody =
    R"({"first_name":"Maria","last_name":"Gonzalez-12345","email":"maria.1a2b3c4d.0.12345@example.com",)"
    R"("phone_number":"(512) 201-2345","service_needed":"Burst Pipe Repair","urgency":"day","zip_code":"78701",)"
    R"("description":"Water is coming through the kitchen ceiling since this morning; the main valve is closed now. )"
    R"(Please call before you come, the bell does not work and the dog barks."})";

constexpr int kRounds = 51;
constexpr int kBodies = 2000;      ///< a round
constexpr int kCommits = 40;       ///< a round
constexpr std::size_t kLeads = 24; ///< a commit, as many as gather with 64 clients

QByteArray byNewLead()
{
    const auto fields = JsonFields::read(kBody);
    const auto lead = fields ? NewLead::fromFields(*fields) : Result<NewLead>(Error{});
    return lead ? lead->toJsonText() : QByteArray();
}

QByteArray byPlainLead()
{
    const auto lead = plainLead(kBody);
    return lead ? lead->row : QByteArray();
}

void compareReading()
{
    const double slow = pl::bench::medianMs(kRounds, [](int) {
        for (int i = 0; i < kBodies; ++i)
            (void)byNewLead();
    });
    const double quick = pl::bench::medianMs(kRounds, [](int) {
        for (int i = 0; i < kBodies; ++i)
            (void)byPlainLead();
    });
    std::printf("a body by NewLead    %6.2f us, as a plain lead   %6.2f us   ratio %.2f\n", slow * 1000 / kBodies,
                quick * 1000 / kBodies, slow / quick);
}

/// Without the disk: what is rolled back is never written.
bool compareTaking(JournalStore &store)
{
    QList<Submission> leads;
    std::vector<const Submission *> all;
    const QByteArray row = byNewLead();
    for (std::size_t i = 0; i < kLeads; ++i)
        leads.append({QUuid::createUuid(),
                      {},
                      "1a2b3c4d-0-" + QByteArray::number(qint64(i)),
                      QByteArray(32, 'h'),
                      row,
                      Timestamp::now()});
    for (const Submission &lead : leads)
        all.push_back(&lead);
    bool isOk = true;
    const auto take = [&](std::size_t together) {
        return pl::bench::medianMs(kRounds, [&](int) {
            for (int i = 0; i < kCommits; ++i) {
                isOk = isOk && store.begin();
                for (std::size_t at = 0; at < kLeads; at += together)
                    for (const auto &taken : store.addEach(std::span(all).subspan(at, together)))
                        isOk = isOk && taken && !taken->isRepeat;
                store.rollBack();
            }
        });
    };
    const double alone = take(1);
    const double together = take(8);
    std::printf("a lead a statement   %6.2f us, eight a statement  %6.2f us   ratio %.2f\n",
                alone * 1000 / (kCommits * kLeads), together * 1000 / (kCommits * kLeads), alone / together);
    return isOk;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (byNewLead().isEmpty() || byNewLead() != byPlainLead())
        return 1;
    compareReading();
    QTemporaryDir folder;
    auto store = JournalStore::open(folder.filePath(QStringLiteral("journal.sqlite")));
    return store && compareTaking(**store) ? 0 : 1;
}

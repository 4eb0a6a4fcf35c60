#include "server/intake/refusalbound.h"

namespace pl::intake {

namespace {

constexpr qint64 kSecondsOfMinute = 60;
constexpr qint64 kSecondsOfDay = 86'400;
constexpr qint64 kMiB = 1024 * 1024;

/// The notice's body. Without anything by which a mapping could take it for a lead; and always the same, so that the
/// journal and the store know a repeat of it.
const QByteArray kNotice = "More was refused today than is kept here. The rest is not shown.";

/// An entry's key holds its day, so there is one notice a day.
HookEntry noticeFor(const Source &source)
{
    const auto most = RefusalBound::mostOf(source.kind);
    return {source.id, "text/plain", kNotice, IntakeCause::Refused,
            QStringLiteral("More from this source was refused than is kept: %1 in a minute, %2 in a day. Its senders "
                           "got their answers; the rest was only counted.")
                .arg(most.inMinute)
                .arg(most.inDay)};
}

} // namespace

RefusalBound::Most RefusalBound::mostOf(Source::Kind kind)
{
    switch (kind) {
    case Source::Kind::Form:
        return {60, 500, 32 * kMiB};
    case Source::Kind::Program:
    case Source::Kind::Hook:
        break;
    }
    return {1000, 5000, 128 * kMiB};
}

/// A clock that was set back starts a new minute or day.
RefusalBound::Use &RefusalBound::useOf(const QUuid &source)
{
    const qint64 seconds = now().micros / 1'000'000;
    Use &use = m_uses[source];
    if (const qint64 day = seconds / kSecondsOfDay; day != use.day)
        use = Use{.minuteBegan = use.minuteBegan, .inMinute = use.inMinute, .day = day};
    if (seconds < use.minuteBegan || seconds >= use.minuteBegan + kSecondsOfMinute) {
        use.minuteBegan = seconds;
        use.inMinute = 0;
    }
    return use;
}

RefusalBound::Share RefusalBound::take(const Source &source, const QList<HookEntry> &refused)
{
    Share share;
    if (refused.isEmpty())
        return share;
    const Most most = mostOf(source.kind);
    const std::lock_guard lock(m_mutex);
    Use &use = useOf(source.id);
    for (const HookEntry &entry : refused) {
        const bool fits = use.inMinute < most.inMinute && use.today < most.inDay &&
                          use.bytesToday + entry.body.size() <= most.bytesInDay;
        if (!fits) {
            ++share.dropped;
            continue;
        }
        ++use.inMinute;
        ++use.today;
        use.bytesToday += entry.body.size();
        share.kept += entry;
    }
    if (share.dropped > 0 && !std::exchange(use.isNoticed, true))
        share.kept += noticeFor(source);
    return share;
}

RefusalBound::Ticket RefusalBound::ticketOf(const HookEntry &entry)
{
    return {entry.sourceId, entry.body.size(), entry.body == kNotice};
}

/// A notice that is there already has been given; one that the journal refused must be given again.
void RefusalBound::settle(const Ticket &ticket, const std::optional<Result<journal::EventReceipt>> &receipt)
{
    const bool isRefused = !receipt || !*receipt;
    if (!isRefused && !(*receipt)->isRepeat)
        return;
    const std::lock_guard lock(m_mutex);
    Use &use = useOf(ticket.source);
    if (ticket.isNotice) {
        use.isNoticed = use.isNoticed && !isRefused;
        return;
    }
    use.inMinute = std::max(0, use.inMinute - 1);
    use.today = std::max(0, use.today - 1);
    use.bytesToday = std::max<qint64>(0, use.bytesToday - ticket.bytes);
}

} // namespace pl::intake

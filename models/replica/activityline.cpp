#include "models/replica/activityline.h"

#include <tuple>

namespace pl::replica {

std::optional<QUuid> ActivityLine::leadId() const
{
    const LeadEvent *event = ofLead();
    return event ? std::optional(event->leadId) : ofOffice()->leadId;
}

std::optional<QUuid> ActivityLine::plumberId() const
{
    const LeadEvent *event = ofLead();
    return event ? event->plumberId : ofOffice()->plumberId;
}

qint64 ActivityLine::number() const
{
    const LeadEvent *event = ofLead();
    return event ? event->id : ofOffice()->id;
}

QUuid ActivityLine::id() const
{
    const auto row = static_cast<quint64>(number());
    const auto byte = [row](int place) { return static_cast<uchar>(row >> (8 * place)); };
    return QUuid(ofLead() ? 1 : 2, 0, 0x4000, byte(7), byte(6), byte(5), byte(4), byte(3), byte(2), byte(1), byte(0));
}

bool isNewer(const ActivityLine &a, const ActivityLine &b)
{
    const auto place = [](const ActivityLine &line) {
        return std::tuple(line.at.micros, line.ofLead() ? 1 : 0, line.number());
    };
    return place(a) > place(b);
}

} // namespace pl::replica

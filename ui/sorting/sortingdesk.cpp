#include "ui/sorting/sortingdesk.h"

#include "models/mapping/sourcemapping.h"
#include "models/mapping/suggestedpath.h"
#include "models/mapping/wordtable.h"
#include "ui/words/intakewords.h"

namespace pl::ui {
namespace {

/// The source's mapping as it would be saved: its defaults stay with the source.
mapping::Mapping ownMapping(LeadSource source)
{
    source.defaultService.reset();
    source.defaultUrgency.reset();
    const auto own = mapping::mappingOf(source);
    return own ? *own : mapping::presetOf(source).mapping;
}

} // namespace

SortingDesk::SortingDesk(OfficeContext &context, QObject *parent)
    : QObject(parent), m_context(context), m_draft(mapping::genericMapping())
{
    connect(&context.intake->replica(), &replica::IntakeReplica::itemsChanged, this, &SortingDesk::follow);
    // The office's services, which come with the settings, may come after the item.
    for (const auto signal : {&replica::OfficeReplica::settingsChanged, &replica::OfficeReplica::reset})
        connect(&context.replica, signal, this, [this] {
            if (m_state == State::Ready)
                update();
        });
}

void SortingDesk::follow(const QList<IntakeItem> &items)
{
    const auto same =
        std::find_if(items.cbegin(), items.cend(), [this](const IntakeItem &item) { return item.id == m_itemId; });
    if (same == items.cend())
        return;
    if (same->erasedAt && m_state != State::Erased)
        load();
    else
        Q_EMIT changed();
}

const IntakeItem *SortingDesk::item() const
{
    return m_context.intake->replica().item(m_itemId);
}

QString SortingDesk::sourceName() const
{
    return m_source ? m_source->name : sourceText(m_context.replica.sourceName(m_sourceId));
}

void SortingDesk::show(const QUuid &itemId)
{
    if (itemId == m_itemId)
        return;
    m_itemId = itemId;
    load();
}

void SortingDesk::reload()
{
    m_source.reset();
    m_sourceId = QUuid();
    load();
}

void SortingDesk::load()
{
    ++m_round;
    m_body.reset();
    m_mapped.clear();
    const IntakeItem *item = this->item();
    if (!item) {
        m_state = State::Nothing;
        Q_EMIT changed();
        return;
    }
    const bool isSameSource = item->sourceId == m_sourceId;
    if (!isSameSource)
        m_draft = mapping::MappingDraft(mapping::genericMapping());
    if (!isSameSource || !m_draft.isChanged())
        m_source.reset();
    m_sourceId = item->sourceId;
    m_state = item->erasedAt ? State::Erased : State::Loading;
    Q_EMIT changed();
    if (m_state == State::Erased)
        return;
    const auto ifCurrent = [this, round = m_round](auto receive) {
        return [this, round, receive](const auto &result) {
            if (round == m_round)
                (this->*receive)(result);
        };
    };
    onResult(this, m_context.intake->body(m_itemId), ifCurrent(&SortingDesk::bodyCame));
    if (m_context.isAdmin && !m_source)
        onResult(this, m_context.intake->source(m_sourceId), ifCurrent(&SortingDesk::sourceCame));
}

void SortingDesk::bodyCame(const Result<IntakeBody> &body)
{
    const IntakeItem *item = this->item();
    if (!body || !item)
        return fail(body ? Error{ErrorCode::NotFound, {}} : body.error());
    onResult(this, openBody(item->contentType, body->bytes),
             [this, round = m_round](const Result<OpenedBodyPtr> &opened) {
                 if (round != m_round || !opened)
                     return;
                 m_body = *opened;
                 settle();
             });
}

void SortingDesk::sourceCame(const Result<LeadSource> &source)
{
    if (!source)
        return fail(source.error());
    m_source = *source;
    m_draft = mapping::MappingDraft(ownMapping(*source));
    settle();
}

void SortingDesk::settle()
{
    if (!m_body || (m_context.isAdmin && !m_source) || m_state == State::Failed)
        return;
    m_state = m_body->read() ? State::Ready : State::Unreadable;
    update();
}

void SortingDesk::fail(const Error &error)
{
    m_state = State::Failed;
    m_error = error;
    Q_EMIT changed();
}

void SortingDesk::update()
{
    m_mapped.clear();
    if (m_state == State::Ready)
        m_mapped = mapping::mapBody(*m_body->read(), mapping(), services());
    Q_EMIT changed();
}

mapping::Mapping SortingDesk::mapping() const
{
    if (!m_source)
        return m_draft.mapping();
    LeadSource source = *m_source;
    source.mapping = m_draft.mapping().toJson();
    const auto whole = mapping::mappingOf(source);
    return whole ? *whole : m_draft.mapping();
}

const mapping::MappedLead *SortingDesk::lead() const
{
    return m_mapped.isEmpty() ? nullptr : std::get_if<mapping::MappedLead>(&m_mapped.first());
}

bool SortingDesk::isLeadAsSaved() const
{
    if (!m_source || m_state != State::Ready)
        return false;
    const auto saved = mapping::mappingOf(*m_source);
    const auto mapped = saved ? mapping::mapBody(*m_body->read(), *saved, services()) : QList<mapping::Mapped>();
    return !mapped.isEmpty() && std::holds_alternative<mapping::MappedLead>(mapped.first());
}

QStringList SortingDesk::services() const
{
    QStringList names;
    for (const Service &service : m_context.replica.services())
        if (service.active)
            names += service.name;
    return names;
}

/// Paths begin at the lead, of which a body may hold several.
mapping::Path SortingDesk::pathTo(int node) const
{
    const mapping::BodyTree &tree = m_body->tree();
    const auto leads = mapping::leadsIn(m_body->read()->tree, mapping());
    for (int at = node; at >= 0; at = tree.node(at).parent) {
        if (std::find(leads.begin(), leads.end(), tree.node(at).value) == leads.end())
            continue;
        const mapping::BodyTree lead(*tree.node(at).value);
        for (int own = 1; own < lead.size(); ++own)
            if (lead.node(own).value == tree.node(node).value)
                return mapping::suggestedPath(lead, own);
    }
    return {};
}

bool SortingDesk::point(int node, const mapping::Meaning &meaning)
{
    if (m_state != State::Ready || node < 0 || node >= m_body->tree().size())
        return false;
    const mapping::Path path = pathTo(node);
    if (path.isEmpty())
        return false;
    m_draft.point(path, meaning);
    update();
    return true;
}

QString SortingDesk::unknownWord(int node, mapping::LeadField field) const
{
    if (m_state != State::Ready || node < 0 || node >= m_body->tree().size())
        return {};
    const QString word = m_body->tree().text(node).simplified();
    const mapping::Mapping mapping = this->mapping();
    const bool isKnown = field == mapping::LeadField::ServiceNeeded
                             ? mapping::serviceMeant(word, mapping.services, services()).has_value()
                         : field == mapping::LeadField::Urgency
                             ? mapping::urgencyMeant(word, mapping.urgencies).has_value()
                             : true;
    return isKnown || word.toUtf8().size() > mapping::MappingDraft::kMaxWordBytes ? QString() : word;
}

void SortingDesk::nameService(const QString &word, const QString &service)
{
    m_draft.nameService(word, service);
    update();
}

void SortingDesk::nameUrgency(const QString &word, const QString &urgency)
{
    m_draft.nameUrgency(word, urgency);
    update();
}

void SortingDesk::adopt(const LeadSource &source)
{
    if (source.id != m_sourceId)
        return;
    m_source = source;
    m_draft = mapping::MappingDraft(ownMapping(source));
    update();
}

} // namespace pl::ui

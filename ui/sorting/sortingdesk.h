#pragma once

#include "models/mapping/mapper.h"
#include "models/mapping/mappingdraft.h"
#include "models/replica/intakecommands.h"
#include "ui/office/officecontext.h"
#include "ui/sorting/openedbody.h"

#include <optional>

namespace pl::ui {

/// What lies on the desk while somebody sorts an item: the item, what was sent, its source, and a draft of the source's
/// mapping with the lead that it makes. People who may not read sources (staff) work on a draft of the generic mapping,
/// which is never saved. A draft stays while items of the same source are looked at.
class SortingDesk : public QObject
{
    Q_OBJECT

public:
    /// `context.intake` must not be null.
    explicit SortingDesk(OfficeContext &context, QObject *parent = nullptr);

    enum class State {
        Nothing, ///< no item
        Loading,
        Failed,     ///< `error()` says why
        Erased,     ///< what was sent is no longer kept
        Unreadable, ///< there is only `body()->raw()`
        Ready
    };
    State state() const { return m_state; }
    const Error &error() const { return m_error; }

    /// Null: clears the desk.
    void show(const QUuid &itemId);
    /// Reads everything again and drops the draft.
    void reload();
    /// As the replica has it; null when there is none.
    const IntakeItem *item() const;
    const OpenedBodyPtr &body() const { return m_body; }
    /// None for staff, and until it has been read.
    const std::optional<LeadSource> &source() const { return m_source; }
    /// "Google Ads, water heaters", "A source"
    QString sourceName() const;
    const mapping::MappingDraft &draft() const { return m_draft; }
    /// The draft with the source's defaults.
    mapping::Mapping mapping() const;
    /// What the draft makes of the body; empty unless Ready.
    const QList<mapping::Mapped> &mapped() const { return m_mapped; }
    /// The first of them, if it is a lead.
    const mapping::MappedLead *lead() const;
    /// Whether the source's saved mapping makes a lead of it.
    bool isLeadAsSaved() const;
    QStringList services() const;

    /// The value at this place of the body's tree means that. False when no path leads to it.
    bool point(int node, const mapping::Meaning &meaning);
    /// What is sent as service or urgency and isn't known; empty otherwise.
    QString unknownWord(int node, mapping::LeadField field) const;
    void nameService(const QString &word, const QString &service);
    void nameUrgency(const QString &word, const QString &urgency);
    /// The draft has been saved.
    void adopt(const LeadSource &source);

Q_SIGNALS:
    void changed();

private:
    void follow(const QList<IntakeItem> &items);
    void load();
    void bodyCame(const Result<IntakeBody> &body);
    void sourceCame(const Result<LeadSource> &source);
    void settle();
    void fail(const Error &error);
    void update();
    mapping::Path pathTo(int node) const;

    OfficeContext &m_context;
    State m_state = State::Nothing;
    Error m_error;
    QUuid m_itemId;
    QUuid m_sourceId;
    int m_round = 0; ///< answers of earlier ones are dropped
    OpenedBodyPtr m_body;
    std::optional<LeadSource> m_source;
    mapping::MappingDraft m_draft;
    QList<mapping::Mapped> m_mapped;
};

} // namespace pl::ui

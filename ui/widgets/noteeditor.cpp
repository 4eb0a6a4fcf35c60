#include "ui/widgets/noteeditor.h"

#include "models/base/visibletext.h"
#include "ui/style/metrics.h"
#include "ui/style/style.h"
#include "ui/widgets/draftstore.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/popoverparts.h"
#include "ui/widgets/problemlabel.h"
#include "ui/words/leadwords.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pl::ui {

namespace {

constexpr int kMaxLength = 10'000; // as for a lead's description
const QString kNotes = QStringLiteral("note");

QString noteKey(const QUuid &leadId)
{
    return kNotes + QLatin1Char('/') + leadId.toString(QUuid::WithoutBraces);
}

bool submits(const QKeyEvent *key)
{
    return (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() & Qt::ControlModifier;
}

} // namespace

NoteEditor::NoteEditor(QWidget *host)
    : Popover(host)
    , m_title(popoverTitle(this))
    , m_text(new QPlainTextEdit(this))
    , m_problem(new ProblemLabel(this))
    , m_save(new QPushButton(tr("Save note"), this))
{
    setObjectName(QStringLiteral("noteEditor"));
    setAccessibleName(tr("Note"));
    m_text->setObjectName(QStringLiteral("noteText"));
    m_text->setAccessibleName(tr("Note"));
    m_text->setPlaceholderText(tr("What happened? Called, no answer; wants a quote first …"));
    m_text->setTabChangesFocus(true);
    m_text->setFixedSize(scaledPx(this, 360), scaledPx(this, 96));
    m_text->installEventFilter(this);
    m_problem->setObjectName(QStringLiteral("noteProblem"));
    m_save->setObjectName(QStringLiteral("noteSave"));
    setPlainToolTip(m_save, withKeys(m_save->text(), {Qt::CTRL | Qt::Key_Return}));
    makePrimary(m_save);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(popoverKeys(this, {{Qt::CTRL | Qt::Key_Return, tr("save")}, {Qt::Key_Escape, tr("close")}}), 1);
    bottom->addWidget(m_save);
    auto *rows = popoverLayout(this);
    rows->addWidget(m_title);
    rows->addWidget(m_text);
    rows->addWidget(m_problem);
    rows->addLayout(bottom);
    connect(m_save, &QPushButton::clicked, this, &NoteEditor::submit);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { keepDraft(); });
}

void NoteEditor::keepIn(DraftStore *store)
{
    m_store = store;
    for (const QString &id : store->keys(kNotes))
        m_drafts.insert(QUuid::fromString(id), store->value(noteKey(QUuid::fromString(id))).toString());
}

void NoteEditor::forget(const QUuid &leadId)
{
    m_drafts.remove(leadId);
    if (m_store)
        m_store->drop(noteKey(leadId));
}

void NoteEditor::openFor(const Lead &lead, const QRect &anchor)
{
    open(lead.id, tr("Note on %1").arg(leadName(lead)), anchor);
}

void NoteEditor::openForMany(int leads, const QRect &anchor)
{
    open({}, tr("Note on %n lead(s)", nullptr, leads), anchor);
}

void NoteEditor::open(const QUuid &leadId, const QString &title, const QRect &anchor)
{
    m_leadId = leadId;
    m_title->setText(title);
    m_text->setPlainText(m_drafts.value(leadId));
    m_text->moveCursor(QTextCursor::End);
    m_problem->clearProblem();
    setBusy(m_pending.contains(leadId));
    openAt(anchor);
}

void NoteEditor::noteSaved(const QUuid &leadId)
{
    m_pending.remove(leadId);
    forget(leadId);
    if (leadId != m_leadId)
        return;
    setBusy(false);
    closePopover();
}

void NoteEditor::showProblem(const QUuid &leadId, const QString &sentence)
{
    m_pending.remove(leadId);
    if (leadId != m_leadId)
        return;
    setBusy(false);
    m_problem->showProblem(sentence);
    place();
    m_text->setFocus();
}

QWidget *NoteEditor::firstFocus()
{
    return m_text;
}

bool NoteEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress && submits(static_cast<QKeyEvent *>(event))) {
        submit();
        return true;
    }
    return Popover::eventFilter(watched, event);
}

void NoteEditor::keepDraft()
{
    const QString text = m_text->toPlainText();
    m_problem->clearProblem();
    if (text.trimmed().isEmpty())
        return forget(m_leadId);
    m_drafts.insert(m_leadId, text);
    if (m_store && !m_leadId.isNull()) // a note on many leads: on which, is forgotten
        m_store->keep(noteKey(m_leadId), text);
}

void NoteEditor::submit()
{
    const QString text = withoutInvisible(m_text->toPlainText()).trimmed();
    if (m_pending.contains(m_leadId))
        return;
    if (text.isEmpty() || text.size() > kMaxLength) {
        m_problem->showProblem(text.isEmpty()
                                   ? tr("Type the note first.")
                                   : tr("This note is too long. A note can have at most 10,000 characters."));
        place();
        return;
    }
    m_pending.insert(m_leadId);
    setBusy(true);
    Q_EMIT noteSubmitted(m_leadId, text);
}

void NoteEditor::setBusy(bool busy)
{
    m_text->setReadOnly(busy);
    m_save->setEnabled(!busy);
    m_save->setText(busy ? tr("Saving …") : tr("Save note"));
}

} // namespace pl::ui

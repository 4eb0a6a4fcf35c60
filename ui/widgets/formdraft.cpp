#include "ui/widgets/formdraft.h"

#include "ui/widgets/draftstore.h"
#include "ui/widgets/formdialog.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/moments.h"

#include <QHBoxLayout>
#include <QMetaProperty>
#include <QPushButton>
#include <QScopedValueRollback>

namespace pl::ui {
namespace {

const QString kFieldsKey = QStringLiteral("fields");
const QString kSinceKey = QStringLiteral("since");

/// The editor's value; one that can't be written to the settings, or back into the field, isn't kept.
bool isKeepable(const QWidget *editor)
{
    const QMetaProperty value = editor->metaObject()->userProperty();
    const QMetaType type = value.metaType();
    return value.isValid() && value.isWritable() &&
           (type.id() < QMetaType::User || type.hasRegisteredDataStreamOperators());
}

} // namespace

FormDraft::FormDraft(FormDialog *form, DraftStore &store, Subject subject)
    : QObject(form)
    , m_form(form)
    , m_store(store)
    , m_subject(std::move(subject))
    , m_line(new QWidget(form))
    , m_words(new PlainLabel(m_line))
{
    auto *again = new QPushButton(tr("Start over"), m_line);
    again->setObjectName(QStringLiteral("draftStartOver"));
    again->setAutoDefault(false);
    m_words->setObjectName(QStringLiteral("draftWords"));
    m_words->setWordWrap(true);
    auto *row = new QHBoxLayout(m_line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_words, 1);
    row->addWidget(again);
    m_line->hide();
    form->addBelowHeading(m_line);
    connect(again, &QPushButton::clicked, this, &FormDraft::startOver);
    connect(form, &FormDialog::aboutToOpen, this, &FormDraft::opened);
    connect(form, &FormDialog::rowShown, this, [this] {
        m_before = values();
        edited();
    });
    connect(form, &FormDialog::edited, this, &FormDraft::edited);
    connect(form, &QDialog::finished, this, &FormDraft::finished);
}

QString FormDraft::keyOf(const QString &form, const QString &subject)
{
    return QStringLiteral("form/") + (subject.isEmpty() ? form : form + QLatin1Char('-') + subject);
}

void FormDraft::opened()
{
    m_line->hide();
    const std::optional<QString> subject = m_subject();
    m_key.clear();
    m_before = values();
    if (!subject)
        return;
    m_key = keyOf(m_form->objectName(), *subject);
    const QVariantMap kept = m_store.value(m_key).toMap();
    const QVariantMap fields = kept.value(kFieldsKey).toMap();
    if (fields.isEmpty())
        return;
    put(fields);
    showLine(kept.value(kSinceKey).toLongLong());
}

void FormDraft::showLine(qint64 since)
{
    const QString when = momentText(Timestamp::fromMSecs(since), Timestamp::now());
    m_words->setText(tr("This is what you typed on %1. It isn't saved yet.", "a day and a time of day").arg(when));
    m_line->show();
}

void FormDraft::edited()
{
    if (m_key.isEmpty() || m_isPutting)
        return;
    QVariantMap typed = values();
    for (auto it = m_before.cbegin(); it != m_before.cend(); ++it)
        if (typed.value(it.key()) == it.value())
            typed.remove(it.key());
    if (typed.isEmpty())
        return m_store.drop(m_key);
    if (m_store.value(m_key).toMap().value(kFieldsKey).toMap() != typed)
        m_store.keep(m_key, QVariantMap{{kFieldsKey, typed}, {kSinceKey, Timestamp::now().micros / 1000}});
}

/// Saved or discarded.
void FormDraft::finished()
{
    if (!m_key.isEmpty())
        m_store.drop(m_key);
    m_key.clear();
}

void FormDraft::startOver()
{
    if (m_form->isBusy()) // what is being saved must be there if that fails
        return;
    m_store.drop(m_key);
    put(m_before);
    m_line->hide();
    m_form->editors().constFirst()->setFocus();
}

/// Nobody types here, so the draft stays as old as it is.
void FormDraft::put(const QVariantMap &values)
{
    const QScopedValueRollback putting(m_isPutting, true);
    for (QWidget *editor : m_form->editors())
        if (const auto value = values.constFind(editor->objectName()); value != values.cend() && isKeepable(editor))
            editor->metaObject()->userProperty().write(editor, *value);
}

QVariantMap FormDraft::values() const
{
    QVariantMap found;
    for (const QWidget *editor : m_form->editors())
        if (isKeepable(editor))
            found.insert(editor->objectName(), editor->metaObject()->userProperty().read(editor));
    return found;
}

} // namespace pl::ui

#include "ui/sources/sourcekeydialog.h"

#include "ui/sources/sourcewords.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/words/errortext.h"
#include "ui/words/moments.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPushButton>

namespace pl::ui {

SourceKeyDialog::SourceKeyDialog(const replica::NewKey &made, const QString &publicUrl, Timestamp now, QWidget *parent)
    : QDialog(parent), m_rows(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("sourceKeyDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    const QString heading = tr("Connect %1").arg(made.source.name);
    setWindowTitle(pl::ui::shown(heading, 100));
    const int margin = scaledPx(this, 20);
    m_rows->setContentsMargins(margin, margin, margin, margin);
    m_rows->setSpacing(scaledPx(this, 8));
    auto *title = new ElidedLabel(this);
    title->setFont(scaledFont(font(), kViewTitle, QFont::DemiBold));
    title->setText(heading);
    m_rows->addWidget(title);
    addSentence(tr("Copy it now. It's shown only once."));
    if (made.source.oldKeyUntil && *made.source.oldKeyUntil > now)
        addSentence(tr("The previous key works until %1. Change the other side by then.")
                        .arg(momentText(*made.source.oldKeyUntil, now)));
    if (made.unfinished) {
        auto *problem = new ProblemLabel(this);
        problem->setObjectName(QStringLiteral("sourceKeyProblem"));
        m_rows->addWidget(problem);
        problem->showProblem(failureText(tr("Not all of its limits and secrets were saved"), *made.unfinished));
    }
    const QString key = QString::fromLatin1(made.key);
    const LeadSource::Kind kind = made.source.kind;
    addSecret(addressTitle(kind), sourceAddress(kind, publicUrl, key), QStringLiteral("sourceAddress"));
    if (publicUrl.isEmpty())
        addSentence(tr("The server's public address isn't set, so put it in front yourself."));
    if (kind != LeadSource::Kind::Form)
        addSecret(tr("Key"), key, QStringLiteral("sourceKey"));
    addSteps(connectSteps(made.source));
    addButtons(made.source.id);
    setMinimumWidth(scaledPx(this, 560));
}

void SourceKeyDialog::addSentence(const QString &text)
{
    auto *label = new PlainLabel(text, this);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    m_rows->addWidget(label);
}

void SourceKeyDialog::addSecret(const QString &title, const QString &value, const QString &name)
{
    auto *label = new PlainLabel(title, this);
    label->setFont(scaledFont(font(), kSmallText, QFont::DemiBold));
    auto *field = new QLineEdit(value, this);
    field->setObjectName(name);
    field->setAccessibleName(title);
    field->setReadOnly(true);
    field->setCursorPosition(0);
    auto *copy = new QPushButton(icon(QStringLiteral("copy")), tr("Copy"), this);
    copy->setObjectName(name + QStringLiteral("Copy"));
    copy->setAccessibleDescription(title);
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [copy, value] {
        QGuiApplication::clipboard()->setText(value);
        copy->setText(tr("Copied"));
    });
    auto *row = new QHBoxLayout;
    row->addWidget(field, 1);
    row->addWidget(copy);
    m_rows->addSpacing(scaledPx(this, 4));
    m_rows->addWidget(label);
    m_rows->addLayout(row);
}

void SourceKeyDialog::addSteps(const QStringList &steps)
{
    m_rows->addSpacing(scaledPx(this, 8));
    int number = 0;
    for (const QString &step : steps) {
        auto *label = new PlainLabel(tr("%1. %2", "a step: its number and what to do").arg(++number).arg(step), this);
        label->setObjectName(QStringLiteral("sourceStep%1").arg(number));
        label->setWordWrap(true);
        m_rows->addWidget(label);
    }
}

void SourceKeyDialog::addButtons(const QUuid &source)
{
    auto *test = new QPushButton(tr("Send a test"), this);
    test->setObjectName(QStringLiteral("sourceKeyTest"));
    test->setAutoDefault(false);
    auto *done = new QPushButton(tr("Done"), this);
    done->setObjectName(QStringLiteral("sourceKeyDone"));
    done->setDefault(true);
    connect(test, &QPushButton::clicked, this, [this, source] {
        Q_EMIT testWanted(source);
        accept();
    });
    connect(done, &QPushButton::clicked, this, &QDialog::accept);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(test);
    row->addWidget(done);
    m_rows->addSpacing(scaledPx(this, 8));
    m_rows->addStretch();
    m_rows->addLayout(row);
}

} // namespace pl::ui
